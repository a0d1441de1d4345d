/** The same with several outputs, biases and a batch of examples. */
class TanhNetworkBatch {
    static final int IN = 3, HIDDEN = 2, OUT = 2;
    static final Dim B = dim();

    @Input Tensor x = f64(B, IN);
    @Input Tensor y = f64(B, OUT);
    @Param Tensor w1 = normal(1, IN, HIDDEN, F64);
    @Param Tensor b1 = normal(1, HIDDEN, F64);
    @Param Tensor w2 = normal(1, HIDDEN, OUT, F64);
    @Param Tensor b2 = normal(1, OUT, F64);

    Tensor a = matmul(x, w1) + b1;
    Tensor z = tanh(a);
    @Output Tensor prediction = matmul(z, w2) + b2;
    @Loss Tensor loss = sum(square(prediction - y)) / B;
}
