/** Three inputs, two hidden tanh units, one output, no biases, one example. */
class TanhNetwork {
    @Input Tensor x = f64(3);
    @Input Tensor y = f64();
    @Param Tensor w1 = normal(1, 3, 2, F64);
    @Param Tensor w2 = normal(1, 2, F64);

    Tensor a = matmul(x, w1);
    Tensor z = tanh(a);
    @Output Tensor prediction = dot(z, w2);
    @Loss Tensor loss = square(prediction - y);
}
