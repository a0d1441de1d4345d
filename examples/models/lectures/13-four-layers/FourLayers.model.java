/** A chain of sigmoid layers, y = f3(w3.f2(w2.f1(w1 x + b1) + b2) + b3), for any number of examples. */
@Train(optimizer = "sgd", learningRate = 0.5)
class FourLayers {
    static final int N = 3, H = 5;
    static final Dim B = dim();

    @Input Tensor x = f64(B, N);
    @Input Tensor t = f64(B);
    @Param Tensor w1 = glorotUniform(N, H, F64);
    @Param Tensor b1 = zeros(H, F64);
    @Param Tensor w2 = glorotUniform(H, H, F64);
    @Param Tensor b2 = zeros(H, F64);
    @Param Tensor w3 = normal(1, H, F64);
    @Param Tensor b3 = zeros(F64);

    Tensor h1 = sigmoid(matmul(x, w1) + b1);
    Tensor h2 = sigmoid(matmul(h1, w2) + b2);
    @Output Tensor y = sigmoid(matmul(h2, w3) + b3);
    @Loss Tensor loss = mean(square(y - t));
}
