/** A layer of rectified linear units: H = max{0, XW + b}. */
class ReluLayer {
    static final int IN = 3, OUT = 4;
    static final Dim B = dim();

    @Input Tensor x = f64(B, IN);
    @Input Tensor v = f64(B, OUT);                 // what stands above: dL/dH
    @Param Tensor w = normal(1, IN, OUT, F64);
    @Param Tensor b = normal(1, OUT, F64);

    Tensor score = matmul(x, w) + b;
    @Output Tensor h = max(0.0, score);
    @Loss Tensor loss = sum(v * h);
}
