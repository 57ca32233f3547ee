# Tests of src/shell.
