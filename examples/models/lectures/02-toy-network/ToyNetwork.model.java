/** Four affine maps of one number with an activation between them. */
class ToyNetwork {
    static final String ACTIVATION = "relu";       // also tanh and sigmoid

    @Input Tensor x = f64();
    @Input Tensor y = f64();

    @Param Tensor beta0 = constant(0.5, F64);
    @Param Tensor beta1 = constant(-0.3, F64);
    @Param Tensor beta2 = constant(0.2, F64);
    @Param Tensor beta3 = constant(-1.0, F64);
    @Param Tensor omega0 = constant(1.5, F64);
    @Param Tensor omega1 = constant(0.8, F64);
    @Param Tensor omega2 = constant(-1.2, F64);
    @Param Tensor omega3 = constant(2.0, F64);

    Tensor f0 = beta0 + omega0 * x;
    Tensor h1 = a(f0);
    Tensor f1 = beta1 + omega1 * h1;
    Tensor h2 = a(f1);
    Tensor f2 = beta2 + omega2 * h2;
    Tensor h3 = a(f2);
    @Output Tensor f = beta3 + omega3 * h3;
    @Loss Tensor loss = square(f - y);

    Tensor a(Tensor t) {
        return switch (ACTIVATION) {
            case "tanh" -> tanh(t);
            case "sigmoid" -> sigmoid(t);
            default -> relu(t);
        };
    }
}
