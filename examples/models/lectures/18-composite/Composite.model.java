/** f(x) = sqrt(x^2 + exp x^2) + cos(x^2 + exp x^2) for every element of x, and its derivative. */
class Composite {
    static final Dim N = dim();

    @Input Tensor x = f64(N);

    Tensor a = square(x);
    Tensor b = exp(a);
    Tensor c = a + b;
    Tensor d = sqrt(c);
    Tensor e = cos(c);
    @Output Tensor f = d + e;
    @Output Tensor slope = grad(sum(f), x);        // each f depends on its own x alone
}
