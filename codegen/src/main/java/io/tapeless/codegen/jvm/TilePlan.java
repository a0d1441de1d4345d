package io.tapeless.codegen.jvm;

import io.tapeless.codegen.loop.Size;
import java.util.List;

/**
 * How a contraction is cut: sections of columns, each walked in panels of a few vectors, each panel walked
 * in tiles of a few rows, whose accumulators stay in registers through the depth.
 *
 * @param lanes elements of a vector; 1 in scalar form
 * @param sections together all columns; two may overlap, which computes some columns twice
 * @param right how the right factor is read
 * @param turnLeft the left factor is first copied so that its depths are neighbours
 * @param depthBlock depths of a packed panel
 * @param rowBlock rows whose sums are kept in scratch memory at a time, where the epilogue is a pass of its own
 */
record TilePlan(int lanes, List<Section> sections, Packing right, boolean turnLeft, int depthBlock, int rowBlock) {
    /** How tiles read the right factor. */
    enum Packing {
        /** Where it is. */
        NONE,
        /** From a copy of the panel's columns, as lines far apart are slow to read again and again. */
        COPIED,
        /** From a copy of the panel's columns in which they are neighbours. */
        TURNED,
        /** The same for {@link #depthBlock} depths at a time. */
        TURNED_IN_BLOCKS
    }

    /**
     * Columns from {@code start} to {@code end}.
     *
     * @param vectors width of a panel and its tiles
     * @param rows numbers of rows of the tiles, in the order in which a range of rows is cut
     * @param epilogueInTile false if sums go to scratch memory and the epilogue is a pass over them
     * @param overlapRows the last tile of a range may compute again rows of the tile before
     */
    record Section(int vectors, int start, Size end, List<Integer> rows, boolean epilogueInTile,
            boolean overlapRows) {
        Section {
            rows = List.copyOf(rows);
        }
    }
}
