class Tensors {
    static final Dim B = dim();
    @Input Tensor x = f32(B, 64);
    @Input Tensor y = i32(B);
    @Input Tensor c = bool(B, 64);
    @Param Tensor w = heNormal(63, 10);

    Tensor inner = matmul(x, w);
    Tensor dtypes = x + cast(y, F64);
    Tensor shapes = x + w;
    Tensor text = x + "a";
    Tensor nothing = x * null;
    Tensor both = x && c;
    Tensor not = !x;
    Tensor shifted = x << 2;
    Tensor fraction = y * 0.5;
    Tensor initial = x + heNormal(64);
    Tensor element = x[0];
    Tensor choice = x ? 1 : 2;
    Tensor axis = sum(x, 2);
    Tensor kind = sum(x, "rows");
    Tensor turned = x.reshape(3, true);
    Tensor count = concat(0);
    Tensor poisoned = sum(inner + dtypes) * undefined;
    Tensor later = inner * 2;
    Tensor math = Math.exp(x);
    Tensor property = x.rank;
    int extent = x.dim(0);
    int wrongAxis = x.dim(2);
    @Output Tensor out = tanh(softmax(poisoned, -1));
}
