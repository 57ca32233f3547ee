# Tests of src/learn.
