/** A regression by two hidden layers of 16 units with tanh. */
@Train(optimizer = "sgd", learningRate = 1e-2, batch = 32)
class TinyMlp {
    static final Dim B = dim();

    @Input Tensor x = f32(B, 2);
    @Input Tensor y = f32(B, 1);

    @Param Tensor w1 = heNormal(2, 16);
    @Param Tensor b1 = zeros(16);
    @Param Tensor w2 = heNormal(16, 16);
    @Param Tensor b2 = zeros(16);
    @Param Tensor w3 = heNormal(16, 1);
    @Param Tensor b3 = zeros(1);

    Tensor h1 = tanh(matmul(x, w1) + b1);
    Tensor h2 = tanh(matmul(h1, w2) + b2);
    @Output Tensor prediction = matmul(h2, w3) + b3;
    @Loss Tensor loss = mean(square(prediction - y));
}
