/** f = Ax and its Jacobians with respect to the vector and to the matrix. */
class MatrixVector {
    static final int M = 3, N = 2;

    @Input Tensor x = f64(N);
    @Param Tensor a = normal(1, M, N, F64);

    @Output Tensor f = matmul(a, x);
    @Output Tensor byX = jacobian(f, x);           // A
    @Output Tensor byA = jacobian(f, a);           // x in slot (i, i)
}
