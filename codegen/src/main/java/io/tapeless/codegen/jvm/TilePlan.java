package io.tapeless.codegen.jvm;

import io.tapeless.codegen.loop.Size;
import java.util.List;

/**
 * How a contraction is cut: sections of columns, each walked in panels of a few vectors, each panel walked
 * in tiles of a few rows, whose sums stay in registers through the depth.
 *
 * @param lanes elements of a vector; 1 in scalar form
 * @param sections together all columns; two may overlap, which computes some columns twice
 * @param left how the left factor is read
 * @param right how the right factor is read
 * @param cutsDepths whether a packed factor has so many depths that they are done in blocks, between which sums
 *     wait in scratch memory
 * @param depthBlock depths of a packed panel
 * @param rowBlock rows that are done at a time where sums wait in scratch memory
 * @param leftBlock rows that are done at a time where left rows wait in scratch memory
 */
record TilePlan(int lanes, List<Section> sections, Packing left, Packing right, boolean cutsDepths, int depthBlock,
        int rowBlock, int leftBlock) {
    /** How tiles read a factor. */
    enum Packing {
        /** Where it is. */
        NONE,
        /** Where it is, with a table of where each depth is: each panel is in a run of columns. */
        TABLED,
        /** From a copy of the panel's columns, as lines far apart are slow to read again and again. */
        COPIED,
        /** From a copy in which what a tile reads together is together: of a panel's columns, or all left rows. */
        TURNED,
        /** From a copy of {@link #leftBlock} rows, which are copied along the depth. */
        COPIED_IN_BLOCKS,
        /** The same, where copying along the rows is better. */
        TURNED_IN_BLOCKS,
        /** From {@link #leftBlock} rows that are computed along the depth, once for all panels. */
        COMPUTED
    }

    /** Whether the left factor is packed a few rows at a time. */
    boolean leftInBlocks() {
        return left == Packing.COPIED_IN_BLOCKS || left == Packing.TURNED_IN_BLOCKS;
    }

    boolean isRightPacked() {
        return right != Packing.NONE && right != Packing.TABLED;
    }

    /** The length of a line of a packed panel: copied runs may reach beyond it. */
    int panelLine(Section section) {
        return (section.vectors() + (right == Packing.COPIED ? 1 : 0)) * lanes;
    }

    /**
     * Columns from {@code start} to {@code end}.
     *
     * @param vectors width of the tiles of a panel
     * @param step columns of a panel: all that the tiles compute, or fewer where a panel is a run of columns
     * @param rows numbers of rows of the tiles, in the order in which a range of rows is cut
     * @param direct tiles store sums where they belong; else sums go to scratch memory and the epilogue is a pass
     * @param overlapRows the last tile of a range may compute again rows of the tile before
     */
    record Section(int vectors, int step, int start, Size end, List<Integer> rows, boolean direct, boolean overlapRows) {
        Section {
            rows = List.copyOf(rows);
        }
    }
}
