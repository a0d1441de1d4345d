/** One layer with Glorot's initial weights: what it does to variances on the way there and on the way back. */
class Glorot {
    static final int IN = 800, OUT = 1250;         // a million weights
    static final Dim B = dim();

    @Input Tensor x = f64(B, IN);
    @Input Tensor v = f64(B, OUT);                 // what comes back from the layers above
    @Param Tensor w = glorotNormal(IN, OUT, F64);

    @Output Tensor y = matmul(x, w);
    @Output Tensor back = vjp(y, x, v);
}
