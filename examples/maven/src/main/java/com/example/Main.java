package com.example;

/** Fits a line with the class that the build made of {@code Line.model.java}. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        Line line = new Line(1);
        float[] x = {0, 1, 2};
        float[] y = {1, 3, 5};
        for (int step = 0; step < 500; step++) {
            line.step(x, y);
        }
        System.out.printf(java.util.Locale.ROOT, "y = %.3f x + %.3f%n", line.slope(), line.offset());
    }
}
