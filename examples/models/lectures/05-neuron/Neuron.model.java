/** One linear neuron and one example. */
class Neuron {
    static final int N = 3;

    @Input Tensor x = f64(N);
    @Input Tensor y = f64();
    @Param Tensor w = normal(1, N, F64);

    @Output Tensor prediction = dot(x, w);
    @Loss Tensor loss = square(y - prediction);
}
