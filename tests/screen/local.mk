# Tests of src/screen.
