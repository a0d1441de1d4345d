/**
 * Reprojection errors of points seen by cameras, and the blocks of their sparse Jacobian: ADBench's objective BA. A
 * camera is a rotation (axis times angle), a centre, a focal length, a principal point, two coefficients of distortion.
 */
class BundleAdjustment {
    static final Dim N = dim(), M = dim();         // cameras, points
    static final Dim P = dim();                    // observations

    @Input Tensor cameras = f64(N, 11);
    @Input Tensor points = f64(M, 3);
    @Input Tensor weights = f64(P, 1);
    @Input Tensor features = f64(P, 2);
    @Input Tensor cameraOf = i32(P);
    @Input Tensor pointOf = i32(P);

    // what an observation depends on, a row for each
    Tensor rotation = part(0, 3), centre = part(3, 3), focal = part(6, 1), principal = part(7, 2);
    Tensor radial = part(9, 1), radialSquared = part(10, 1);
    Tensor point = gather(points, pointOf, 0);

    Tensor seen = rotate(point - centre);
    Tensor plane = narrow(seen, 1, 0, 2) / narrow(seen, 1, 2, 1);
    Tensor projected = distort(sum(square(plane), new int[] {1}, true)) * plane * focal + principal;

    @Output Tensor errors = weights * (projected - features);
    @Output Tensor weightErrors = 1 - square(weights);
    @Output Tensor jacobian = stack(1, row(0), row(1));              // P×2×15: by camera, point, weight
    @Output Tensor weightJacobian = grad(sum(weightErrors), weights);
    @Loss Tensor loss = 0.5 * (sum(square(errors)) + sum(square(weightErrors)));

    Tensor part(int from, int count) {
        return gather(narrow(cameras, 1, from, count), cameraOf, 0);
    }

    /** Rodrigues' formula, for each row of angles and points. */
    Tensor rotate(Tensor x) {
        Tensor squares = sum(square(rotation), new int[] {1}, true);
        Tensor angle = sqrt(where(squares > 0, squares, 1));
        Tensor axis = rotation / angle;
        Tensor turned = x * cos(angle) + cross(axis, x) * sin(angle)
                + axis * sum(axis * x, new int[] {1}, true) * (1 - cos(angle));
        return where(squares > 0, turned, x + cross(rotation, x));
    }

    Tensor distort(Tensor r) {
        return 1 + radial * r + radialSquared * square(r);
    }

    /** One coordinate of all errors by what its observation depends on: one reverse sweep for all observations. */
    Tensor row(int coordinate) {
        return concat(1, grad(sum(narrow(errors, 1, coordinate, 1)),
                List.of(rotation, centre, focal, principal, radial, radialSquared, point, weights)));
    }
}
