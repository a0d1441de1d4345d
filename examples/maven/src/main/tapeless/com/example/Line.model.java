/** A line through points. */
@Train(optimizer = "sgd", learningRate = 0.1)
class Line {
    static final Dim B = dim();

    @Input Tensor x = f32(B);
    @Input Tensor y = f32(B);

    @Param Tensor slope = zeros();
    @Param Tensor offset = zeros();

    @Output Tensor line = slope * x + offset;
    @Loss Tensor loss = mean(square(line - y));
}
