/** A matrix-valued function of a vector, F(x) = a(x) b(x)^T, and its Jacobian, whole and flattened. */
class MatrixValued {
    @Input Tensor x = f64(3);
    @Param Tensor a = normal(1, 4, 3, F64);
    @Param Tensor b = normal(1, 2, 3, F64);

    @Output Tensor f = outer(matmul(a, x), tanh(matmul(b, x)));     // 4 x 2
    @Output Tensor whole = jacobian(f, x);                          // 4 x 2 x 3
    @Output Tensor flat = jacobian(reshape(f, 8), x);               // 8 x 3
}
