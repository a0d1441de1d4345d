/**
 * A hand of 22 bones and a skin of triangles fitted to points: ADBench's objectives Hand. The pose has 26 parameters: a
 * rotation, a place, and four angles for each finger, of which the first joint bends two ways.
 */
class Hand {
    static final int BONES = 22, FINGERS = 5, JOINTS = 4;      // the wrist, the joints of each finger, the forearm
    static final int POSE = 6 + FINGERS * JOINTS;
    static final Dim V = dim(), F = dim(), P = dim();          // vertices, triangles, points

    @Input Tensor relatives = f64(BONES, 4, 4);    // of each bone to its parent, at rest
    @Input Tensor inverses = f64(BONES, 4, 4);     // from the world to each bone, at rest
    @Input Tensor positions = f64(V, 4);           // of vertices at rest, with a last 1
    @Input Tensor skin = f64(V, BONES);            // how far each vertex follows each bone
    @Input Tensor triangles = i32(F, 3);
    @Input Tensor points = f64(P, 3);
    @Input Tensor correspondences = i32(P);        // of each point: a vertex, or a triangle
    @Input Tensor us = f64(P, 2);                  // where in its triangle each point is
    @Param Tensor theta = zeros(POSE, F64);

    // each bone turns about two of its axes
    Tensor angles = concat(0, theta, zeros(1, F64));
    Tensor bend = gather(angles, constant(bends(), I32), 0);
    Tensor spread = gather(angles, constant(spreads(), I32), 0);
    Tensor posed = concat(2, matmul(narrow(relatives, 2, 0, 3), turns(bend, spread)), narrow(relatives, 2, 3, 1));

    // [BONES, 4, 4]: from rest to pose; blended for each vertex by its skin
    Tensor transforms = matmul(absolutes(posed), inverses);
    Tensor blended = reshape(matmul(skin, reshape(transforms, BONES, 16)), V, 4, 4);
    Tensor moved = sum(blended * expandDims(positions, 1), 2);
    Tensor turned = matmul(narrow(moved, 1, 0, 3), transpose(rotation(narrow(theta, 0, 0, 3))));
    Tensor vertices = turned + narrow(theta, 0, 3, 3);

    @Output Tensor errors = points - gather(vertices, correspondences, 0);
    @Output Tensor jacobian = jacobian(errors, theta);
    @Loss Tensor loss = 0.5 * sum(square(errors));

    Tensor corners = gather(vertices, gather(triangles, correspondences, 0), 0);
    Tensor errorsInTriangles = points - inside(us);
    Tensor jacobianInTriangles = concat(2, byPlace(0), byPlace(1), jacobian(errorsInTriangles, theta));
    Tensor lossInTriangles = 0.5 * sum(square(errorsInTriangles));

    /** The point of each triangle with barycentric coordinates u₀, u₁, 1 − u₀ − u₁. */
    Tensor inside(Tensor u) {
        Tensor first = narrow(u, 1, 0, 1);
        Tensor second = narrow(u, 1, 1, 1);
        return first * corner(0) + second * corner(1) + (1 - first - second) * corner(2);
    }

    Tensor corner(int i) {
        return squeeze(narrow(corners, 1, i, 1), 1);
    }

    /** A point's error depends on its own u alone: one forward sweep for all points. */
    Tensor byPlace(int coordinate) {
        Tensor unit = broadcastTo(constant(coordinate == 0 ? new double[] {1, 0} : new double[] {0, 1}, F64), P, 2);
        return expandDims(jvp(errorsInTriangles, us, unit), 2);
    }

    /** For each bone the number of its angle of bending, or of the zero after all angles. */
    int[] bends() {
        int[] bends = none();
        for (int finger = 0; finger < FINGERS; finger++) {
            for (int joint = 1; joint < JOINTS; joint++) {
                bends[1 + finger * JOINTS + joint] = 6 + finger * JOINTS + (joint == 1 ? 0 : joint);
            }
        }
        return bends;
    }

    int[] spreads() {
        int[] spreads = none();
        for (int finger = 0; finger < FINGERS; finger++) {
            spreads[1 + finger * JOINTS + 1] = 6 + finger * JOINTS + 1;
        }
        return spreads;
    }

    int[] none() {
        int[] none = new int[BONES];
        for (int bone = 0; bone < BONES; bone++) {
            none[bone] = POSE;
        }
        return none;
    }

    /** For each bone the rotation by the second angle about z after that by the first about x. */
    Tensor turns(Tensor aboutX, Tensor aboutZ) {
        Tensor c = cos(aboutX), s = sin(aboutX), cz = cos(aboutZ), sz = sin(aboutZ);
        Tensor last = stack(1, zeros(BONES, F64), s, c);
        return stack(1, stack(1, cz, -sz * c, sz * s), stack(1, sz, cz * c, -cz * s), last);
    }

    /** From each bone to the world: along each finger a product of what its joints do. */
    Tensor absolutes(Tensor relative) {
        Tensor wrist = narrow(relative, 0, 0, 1);
        Tensor forearm = matmul(wrist, narrow(relative, 0, BONES - 1, 1));
        Tensor fingers = reshape(narrow(relative, 0, 1, FINGERS * JOINTS), FINGERS, JOINTS, 4, 4);
        Tensor before = wrist;
        List<Tensor> joints = new ArrayList<>();
        for (int joint = 0; joint < JOINTS; joint++) {
            before = matmul(before, squeeze(narrow(fingers, 1, joint, 1), 1));
            joints.add(before);
        }
        return concat(0, wrist, reshape(stack(1, joints), FINGERS * JOINTS, 4, 4), forearm);
    }

    /** Rodrigues' formula: the rotation about an axis by its length; none where that is below 0.0001. */
    Tensor rotation(Tensor axis) {
        Tensor squares = sum(square(axis));
        Tensor tiny = squares < 1e-8;
        Tensor angle = sqrt(where(tiny, 1, squares));
        Tensor n = axis / angle;
        Tensor x = narrow(n, 0, 0, 1), y = narrow(n, 0, 1, 1), z = narrow(n, 0, 2, 1), o = zeros(1, F64);
        Tensor crossed = stack(0, concat(0, o, -z, y), concat(0, z, o, -x), concat(0, -y, x, o));
        Tensor rotated = cos(angle) * eye(3, F64) + sin(angle) * crossed + (1 - cos(angle)) * outer(n, n);
        return where(tiny, eye(3, F64), rotated);
    }
}
