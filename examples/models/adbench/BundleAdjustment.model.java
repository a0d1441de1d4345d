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

    /** A vector of space for each observation, coordinate by coordinate: all that is done with it is elementwise. */
    static class Vector {
        Tensor x, y, z;

        Vector(Tensor x, Tensor y, Tensor z) {
            this.x = x;
            this.y = y;
            this.z = z;
        }

        Vector plus(Vector v) {
            return new Vector(x + v.x, y + v.y, z + v.z);
        }

        Vector scaled(Tensor s) {
            return new Vector(x * s, y * s, z * s);
        }

        Tensor dot(Vector v) {
            return x * v.x + y * v.y + z * v.z;
        }

        Vector cross(Vector v) {
            return new Vector(y * v.z - z * v.y, z * v.x - x * v.z, x * v.y - y * v.x);
        }
    }

    // what an observation depends on: of its camera, of its point, its weight
    List<Tensor> camera = columns(cameras, 11, cameraOf);
    List<Tensor> point = columns(points, 3, pointOf);
    Tensor weight = squeeze(weights, 1);

    Vector seen = rotated(new Vector(point.get(0) - camera.get(3), point.get(1) - camera.get(4),
            point.get(2) - camera.get(5)));
    Tensor u = seen.x / seen.z, v = seen.y / seen.z;
    Tensor scale = camera.get(6) * distortion(u * u + v * v);
    Tensor horizontal = weight * (scale * u + camera.get(7) - column(features, 0));
    Tensor vertical = weight * (scale * v + camera.get(8) - column(features, 1));

    @Output Tensor errors = stack(1, horizontal, vertical);
    @Output Tensor weightErrors = 1 - square(weights);
    @Output Tensor jacobian = reshape(stack(1, rows(horizontal, vertical)), P, 2, 15);   // by camera, point, weight
    @Output Tensor weightJacobian = grad(sum(weightErrors), weights);
    @Loss Tensor loss = 0.5 * (sum(square(errors)) + sum(square(weightErrors)));

    Tensor column(Tensor matrix, int i) {
        return squeeze(narrow(matrix, 1, i, 1), 1);
    }

    /** Each column of a table, by what rows of it the observations are of. */
    List<Tensor> columns(Tensor table, int count, Tensor rows) {
        List<Tensor> columns = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            columns.add(gather(column(table, i), rows, 0));
        }
        return columns;
    }

    /** Rodrigues' formula for the rotation of each observation's camera. */
    Vector rotated(Vector x) {
        Vector rotation = new Vector(camera.get(0), camera.get(1), camera.get(2));
        Tensor squares = rotation.dot(rotation);
        Tensor turns = squares > 0;
        Tensor angle = sqrt(where(turns, squares, 1));
        Tensor c = cos(angle);
        Vector axis = rotation.scaled(1 / angle);
        Vector turned = x.scaled(c).plus(axis.cross(x).scaled(sin(angle))).plus(axis.scaled(axis.dot(x) * (1 - c)));
        Vector moved = x.plus(rotation.cross(x));
        return new Vector(where(turns, turned.x, moved.x), where(turns, turned.y, moved.y),
                where(turns, turned.z, moved.z));
    }

    Tensor distortion(Tensor r) {
        return 1 + camera.get(9) * r + camera.get(10) * square(r);
    }

    /** Each coordinate of all errors by what its observation depends on: one reverse sweep for all observations. */
    List<Tensor> rows(Tensor... coordinates) {
        List<Tensor> sources = new ArrayList<>(camera);
        sources.addAll(point);
        sources.add(weight);
        List<Tensor> rows = new ArrayList<>();
        for (Tensor coordinate : coordinates) {
            rows.addAll(grad(sum(coordinate), sources, "zero"));
        }
        return rows;
    }
}
