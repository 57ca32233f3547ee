# Tests of src/value.
