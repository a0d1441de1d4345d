/** f(x) = sqrt(x^2 + exp x^2) + cos(x^2 + exp x^2) and its derivative: worked example 18 in f32. */
class Composite {
    static final Dim N = dim();

    @Input Tensor x = f32(N);

    Tensor square = square(x);
    Tensor inner = square + exp(square);
    @Output Tensor f = sqrt(inner) + cos(inner);
    @Output Tensor slope = grad(sum(f), x);
}
