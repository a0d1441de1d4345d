/** z = f(f(f(w))) and dz/dw, which is appended to the same graph before any number exists. */
class SymbolToSymbol {
    static final String F = "sin";                 // also exp, tanh, sigmoid, square

    @Input Tensor w = f64();

    Tensor x = f(w);
    Tensor y = f(x);
    @Output Tensor z = f(y);
    @Output Tensor dz = grad(z, w);

    Tensor f(Tensor t) {
        return switch (F) {
            case "sin" -> sin(t);
            case "exp" -> exp(t);
            case "tanh" -> tanh(t);
            case "sigmoid" -> sigmoid(t);
            default -> square(t);
        };
    }
}
