class Tensors {
    static final Dim B = dim();
    @Input Tensor x = f32(B, 64);
    @Input Tensor y = i32(B);
    @Input Tensor c = bool(B, 64);
    @Param Tensor w = heNormal(63, 10);

    Tensor inner = matmul(x, w); // ERROR 20: matmul of f32[B, 64] and f32[63, 10]: inner extents 64 and 63 differ
    Tensor dtypes = x + cast(y, F64); // ERROR 23: plus of f32[B, 64] and f64[B]: dtypes f32 and f64 differ; convert one with cast
    Tensor shapes = x + w; // ERROR 23: plus of f32[B, 64] and f32[63, 10]: shapes [B, 64] and [63, 10] do not broadcast: extents B and 63 of axis -2
    Tensor text = x + "a"; // ERROR 21: + is not defined for f32[B, 64] and String "a"
    Tensor nothing = x * null; // ERROR 24: * is not defined for f32[B, 64] and null
    Tensor both = x && c; // ERROR 21: && needs static booleans, found f32[B, 64]; on bool tensors, write &
    Tensor not = !x; // ERROR 18: not of f32[B, 64]: expected bool, found f32
    Tensor shifted = x << 2; // ERROR 24: << is not defined for f32[B, 64] and int 2
    Tensor fraction = y * 0.5; // ERROR 25: constant 0.5 is not an integer, as i32 needs
    Tensor initial = x + heNormal(64); // ERROR 24: + is not defined for f32[B, 64] and heNormal(…)
    Tensor element = x[0]; // ERROR 22: [ ] takes an element of an array, found f32[B, 64]; of a tensor, take slice, narrow or gather
    Tensor choice = x ? 1 : 2; // ERROR 23: where of f32[B, 64] and f32[] and f32[]: expected a bool condition, found f32
    Tensor axis = sum(x, 2); // ERROR 19: sum of f32[B, 64]: axis 2 does not exist in shape [B, 64]; expected -2 to 1
    Tensor kind = sum(x, "rows"); // ERROR 19: sum does not take (f32[B, 64], String "rows"); expected (Tensor x, int... axes) or (Tensor x, int[] axes, boolean keepDims)
    Tensor turned = x.reshape(3, true); // ERROR 23: reshape does not take (f32[B, 64], int 3, boolean true); expected (Tensor x, int... dims) or (Tensor x, Dim... dims)
    Tensor count = concat(0); // ERROR 20: concat: expected at least one tensor
    Tensor poisoned = sum(inner + dtypes) * undefined; // ERROR 45: there is no variable undefined
    Tensor later = inner * 2;
    Tensor math = Math.exp(x); // ERROR 24: Math.exp takes static numbers, found (f32[B, 64]); on tensors, call exp(…)
    Tensor property = x.rank; // ERROR 25: f32[B, 64] has no field rank; call rank()
    int extent = x.dim(0); // ERROR 20: expected int, found Dim B; its value is known only at run time
    int wrongAxis = x.dim(2); // ERROR 23: axis 2 does not exist in shape [B, 64]; expected -2 to 1
    @Output Tensor out = tanh(softmax(poisoned, -1));
}
