package io.tapeless.examples.adbench;

import io.tapeless.codegen.data.NdArray;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads ADBench's files of the hand: bones, skin and triangles of its model, and the points to fit it to. */
public final class HandFiles {
    private static final int BONES = 22;
    private static final int JOINTS = 4;
    private static final String SEPARATOR = ":";

    private HandFiles() {}

    /**
     * A hand and points: {@code points parameters}, a correspondence with its point for each, the places in triangles
     * if there are any, parameters.
     *
     * @param model the folder of {@code bones.txt, vertices.txt, triangles.txt}
     * @param inTriangles whether correspondences are triangles, and the file has places in them
     * @throws IOException naming the file that is of another form, or whose bones are not those of the spec
     */
    public static Instance read(Path model, Path file, boolean inTriangles) throws IOException {
        Map<String, NdArray> values = new HashMap<>();
        bones(model.resolve("bones.txt"), values);
        vertices(model.resolve("vertices.txt"), values);
        triangles(model.resolve("triangles.txt"), values);
        Tokens in = new Tokens(file, " ");
        int count = in.integer();
        int parameters = in.integer();
        int[] correspondences = new int[count];
        double[] points = new double[count * 3];
        for (int i = 0; i < count; i++) {
            correspondences[i] = in.integer();
            System.arraycopy(in.reals(3), 0, points, i * 3, 3);
        }
        values.put("correspondences", NdArray.of(correspondences, count));
        values.put("points", NdArray.of(points, count, 3));
        if (inTriangles) {
            values.put("us", NdArray.of(in.reals(count * 2), count, 2));
        }
        values.put("theta", NdArray.of(in.reals(parameters), parameters));
        return new Instance(Map.of(), values);
    }

    /** A line for each bone: its name, its parent, its transform to the parent and the inverse of that to the world. */
    private static void bones(Path file, Map<String, NdArray> values) throws IOException {
        Tokens in = new Tokens(file, SEPARATOR);
        double[] relatives = new double[BONES * 16];
        double[] inverses = new double[BONES * 16];
        for (int bone = 0; bone < BONES; bone++) {
            String name = in.word();
            int parent = in.integer();
            if (parent != parent(bone)) {
                throw new IOException(file + ": expected bone " + parent(bone) + " as parent of " + name + ", found "
                        + parent);
            }
            System.arraycopy(in.reals(16), 0, relatives, bone * 16, 16);
            System.arraycopy(in.reals(16), 0, inverses, bone * 16, 16);
        }
        values.put("relatives", NdArray.of(relatives, BONES, 4, 4));
        values.put("inverses", NdArray.of(inverses, BONES, 4, 4));
    }

    /** The wrist, then the joints of each finger, then the forearm. */
    private static int parent(int bone) {
        boolean first = bone % JOINTS == 1;
        return bone == 0 ? -1 : first ? 0 : bone - 1;
    }

    /** A line for each vertex: its place, five numbers, then how many bones it follows, each with its weight. */
    private static void vertices(Path file, Map<String, NdArray> values) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.US_ASCII);
        double[] positions = new double[lines.size() * 4];
        double[] skin = new double[lines.size() * BONES];
        Tokens in = new Tokens(file, SEPARATOR);
        for (int vertex = 0; vertex < lines.size(); vertex++) {
            System.arraycopy(in.reals(3), 0, positions, vertex * 4, 3);
            positions[vertex * 4 + 3] = 1;
            in.reals(5);
            int followed = in.integer();
            for (int i = 0; i < followed; i++) {
                int bone = in.integer();
                skin[vertex * BONES + bone] = in.real();
            }
        }
        values.put("positions", NdArray.of(positions, lines.size(), 4));
        values.put("skin", NdArray.of(skin, lines.size(), BONES));
    }

    private static void triangles(Path file, Map<String, NdArray> values) throws IOException {
        Tokens in = new Tokens(file, SEPARATOR);
        int[] corners = new int[Files.readAllLines(file, StandardCharsets.US_ASCII).size() * 3];
        for (int i = 0; i < corners.length; i++) {
            corners[i] = in.integer();
        }
        values.put("triangles", NdArray.of(corners, corners.length / 3, 3));
    }
}
