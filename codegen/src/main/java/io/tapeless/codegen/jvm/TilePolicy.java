package io.tapeless.codegen.jvm;

import io.tapeless.codegen.jvm.TilePlan.Packing;
import io.tapeless.codegen.jvm.TilePlan.Section;
import io.tapeless.codegen.loop.Course;
import io.tapeless.codegen.loop.Expr;
import io.tapeless.codegen.loop.Size;
import io.tapeless.codegen.loop.Stmt;
import io.tapeless.codegen.runtime.Form;
import java.util.ArrayList;
import java.util.List;

/**
 * Chooses tiles. A tile of r × v vectors takes r·v + v + 1 registers, of which there are 32 with vectors of
 * 512 bits and 16 otherwise, and loads r + v values for r·v fma. Rows of tiles divide 12, so that parts of
 * a split contraction that start at multiples of 12 are cut alike.
 */
final class TilePolicy {
    private static final int ROWS = 12;
    private static final int SCALAR_ROWS = 4;
    /** Vectors of a panel where the number of columns is unknown, so that some are computed for nothing. */
    private static final int UNKNOWN_COLUMNS = 2;
    /** Depths of a packed panel: with 64 columns, a quarter of a megabyte. */
    private static final int PANEL_DEPTHS = 1024;
    private static final int DEPTH_BLOCK = 512;
    /** Vectors of tiles that read windows in place: few, as each may straddle cache lines and is checked on its own. */
    private static final int WINDOW_VECTORS = 2;
    /** Share of the lanes that a run must fill: packing costs about as much as the others. */
    private static final double LEAST_FILLED = 0.8;
    /** Elements between lines from which on caches and address translation miss, and how much makes packing pay. */
    private static final int FAR = 512;
    private static final int DEPTHS_TO_PACK = 256;
    private static final int ROWS_TO_PACK = 96;
    private static final int COLUMNS_TO_PACK = 128;
    private static final int MOST_TURNED = 1 << 20;
    /** Rows between a pass of the epilogue; with depths in blocks, if their number is unknown; and then at most. */
    private static final int ROW_BLOCK = 24;
    private static final int ROW_BLOCK_OF_BLOCKS = 96;
    private static final int MOST_SUMMED = 576;
    /** Packed left rows, with these many depths, lie in the first cache. */
    private static final int LEFT_BLOCK = 24;
    private static final int LEFT_DEPTHS = 256;
    /** Depths of a block from which on tiles take longer than what is around them. */
    private static final int LEAST_RUN = 64;

    private final Stmt.Contract contract;
    private final int lanes;
    /** Vectors of the widest tile. */
    private final int widest;
    /** Columns of a panel of windows that are read where they are; 0 if they are not. */
    private final int run;
    private final AffineFactor left;
    private final AffineFactor right;
    private final boolean direct;

    private TilePolicy(Stmt.Contract contract, Form form) {
        this.contract = contract;
        lanes = form.isVector() ? form.lanes() * 4 / contract.dtype().bytes() : 1;
        widest = form == Form.V512 || form == Form.SCALAR ? 4 : 2;
        left = AffineFactor.of(contract.left(), contract.row(), contract.depth());
        right = AffineFactor.of(contract.right(), contract.column(), contract.depth());
        direct = result(contract) != null;
        run = runInPlace();
    }

    /** Windows are read where they are if runs of places fill whole panels, or most of one. */
    private int runInPlace() {
        Course places = PackedPlace.course(contract.right(), contract.column(), contract.depth());
        int run = places.atLeast();
        boolean windows = right == null && lanes > 1 && contract.depths() instanceof Size.Known
                && contract.columns() instanceof Size.Known known && known.value() % run == 0
                && places.stride().isKnown(1);
        if (windows && run % (WINDOW_VECTORS * lanes) == 0) {
            return WINDOW_VECTORS * lanes;
        }
        int vectors = (run - 1) / lanes + 1;
        boolean fills = vectors >= WINDOW_VECTORS && vectors <= widest && run >= vectors * lanes * LEAST_FILLED;
        return windows && fills ? run : 0;
    }

    /** The plan, or null if the contraction is an ordinary loop, as it folds lanes of the kernel's own method. */
    static TilePlan plan(Stmt.Contract contract, Form form) {
        boolean folds = folds(contract.left()) || folds(contract.right())
                || contract.epilogue().stream().anyMatch(stmt -> folds(value(stmt)));
        return folds ? null : new TilePolicy(contract, form).plan();
    }

    /** Multiple at which parts of a split contraction start. */
    static int granule(Stmt.Contract contract) {
        return contract.rows() instanceof Size.Known known ? Math.max(1, Math.min(ROWS, known.value())) : ROWS;
    }

    /** Where sums go, with columns as neighbours, if the epilogue only stores them; else null. */
    static AffineFactor result(Stmt.Contract contract) {
        boolean plain = contract.epilogue().size() == 1 && contract.epilogue().get(0) instanceof Stmt.Store store
                && store.value().equals(new Expr.Local(contract.accumulator(), contract.dtype()));
        if (!plain) {
            return null;
        }
        Stmt.Store store = (Stmt.Store) contract.epilogue().get(0);
        AffineFactor result = AffineFactor.of(store.buffer(), store.index(), contract.column(), contract.row());
        return result != null && result.along().isKnown(1) ? result : null;
    }

    private static boolean folds(Expr expr) {
        return expr instanceof Expr.Fold || expr.operands().stream().anyMatch(TilePolicy::folds);
    }

    private static Expr value(Stmt stmt) {
        return stmt instanceof Stmt.Declare declare ? declare.value()
                : stmt instanceof Stmt.Assign assign ? assign.value() : ((Stmt.Store) stmt).value();
    }

    private TilePlan plan() {
        boolean shallow = isShallow();
        Packing packRight = right();
        Packing packLeft = left();
        boolean leftInBlocks = packLeft == Packing.COPIED_IN_BLOCKS || packLeft == Packing.TURNED_IN_BLOCKS;
        boolean runs = left == null && packLeft == Packing.NONE;
        boolean cuts = runs || !shallow && (leftInBlocks || packRight != Packing.NONE && run == 0);
        int depthBlock = runs ? leftRun() : leftInBlocks ? LEFT_DEPTHS : DEPTH_BLOCK;
        return new TilePlan(lanes, sections(direct && !cuts, cuts), packLeft, packRight, cuts,
                cuts ? depthBlock : Math.max(1, atLeast(contract.depths())), rowBlock(cuts),
                packLeft == Packing.COMPUTED ? computedRows() : LEFT_BLOCK);
    }

    /** True if a panel may hold all depths. */
    private boolean isShallow() {
        return contract.depths() instanceof Size.Known known && known.value() <= PANEL_DEPTHS;
    }

    /** Rows that are computed at a time: as many as lie in the first cache, so that no tile waits for the second. */
    private int computedRows() {
        int depths = Math.max(1, atLeast(contract.depths()));
        return Math.max(1, LEFT_BLOCK * LEFT_DEPTHS / depths / ROWS) * ROWS;
    }

    /** Rows between a pass of the epilogue: with depths in blocks all that share a packed panel, if not too many. */
    private int rowBlock(boolean cuts) {
        if (!cuts) {
            return ROW_BLOCK;
        }
        int rows = atLeast(contract.rows());
        return rows == 0 ? ROW_BLOCK_OF_BLOCKS : Math.min((rows + ROWS - 1) / ROWS * ROWS, MOST_SUMMED);
    }

    /**
     * In place, with or without a table, or from a panel that is copied along the columns or the depth, whichever
     * goes on for longer.
     */
    private Packing right() {
        if (run > 0) {
            return Packing.TABLED;
        } else if (right == null || !right.along().isKnown(1)) {
            Course column = PackedPlace.course(contract.right(), contract.column(), contract.depth());
            Course depth = PackedPlace.course(contract.right(), contract.depth(), contract.column());
            return right == null && contract.depths() instanceof Size.Known && column.atLeast() > depth.atLeast()
                    ? Packing.COPIED : Packing.TURNED;
        }
        boolean far = atLeast(right.across()) >= FAR && atLeast(contract.depths()) >= DEPTHS_TO_PACK;
        return far && isShallow() && lanes > 1 && atLeast(contract.rows()) >= ROWS_TO_PACK ? Packing.COPIED : Packing.NONE;
    }

    /**
     * Left rows whose depths are far apart are read again for each panel of columns: better once, and turned.
     * What isn't at equal distances is packed, unless blocks of depths are.
     */
    private Packing left() {
        if (!(contract.left() instanceof Expr.Load)) {
            return right() == Packing.NONE && isShallow() ? Packing.COMPUTED : Packing.TURNED_IN_BLOCKS;
        } else if (left == null) {
            Course depth = PackedPlace.course(contract.left(), contract.depth(), contract.row());
            return leftRun() > 0 ? Packing.NONE : depth.stride().isKnown(1) && contract.rows() instanceof Size.Known
                    ? Packing.COPIED_IN_BLOCKS : Packing.TURNED_IN_BLOCKS;
        }
        boolean far = atLeast(left.across()) >= FAR && left.along().isKnown(1)
                && contract.rows() instanceof Size.Known rows && contract.depths() instanceof Size.Known depths
                && depths.value() >= DEPTHS_TO_PACK && atLeast(contract.columns()) >= COLUMNS_TO_PACK
                && (long) rows.value() * depths.value() <= MOST_TURNED;
        return far ? Packing.TURNED : Packing.NONE;
    }

    /** The most depths of a block such that left elements are at equal distances in each; 0 if that is too few. */
    private int leftRun() {
        Course row = PackedPlace.course(contract.left(), contract.row(), contract.depth());
        Course depth = PackedPlace.course(contract.left(), contract.depth(), contract.row());
        if (!(contract.left() instanceof Expr.Load) || !row.isEven() || depth.isEven()) {
            return 0;
        }
        int run = depth.atLeast();
        int blocks = (run + DEPTH_BLOCK - 1) / DEPTH_BLOCK;
        while (run % blocks != 0) {
            blocks++;
        }
        return run / blocks >= LEAST_RUN ? run / blocks : 0;
    }

    /** The value of a size; 0 if it is unknown. */
    private static int atLeast(Size size) {
        return size instanceof Size.Known known ? known.value() : 0;
    }

    // sections

    private List<Section> sections(boolean direct, boolean cuts) {
        if (!(contract.columns() instanceof Size.Known known)) {
            return List.of(section(UNKNOWN_COLUMNS, 0, contract.columns(), false, cuts));
        }
        int columns = known.value();
        if (run > 0) {
            return List.of(section((run + lanes - 1) / lanes, run, 0, contract.columns(),
                    direct && run % lanes == 0, cuts));
        }
        int vectors = (columns + lanes - 1) / lanes;
        int full = vectors / widest;
        int rest = vectors % widest;
        if (rest == 0 && columns % (widest * lanes) != 0) {
            full--;
            rest = widest;
        } else if (rest == 1 && full > 0 && widest > 2) {
            full--;
            rest = widest + 1;
        }
        List<Section> sections = new ArrayList<>();
        int start = full * widest * lanes;
        if (full > 0) {
            sections.add(section(widest, 0, Size.of(start), direct, cuts));
        }
        if (rest > widest) {
            sections.add(section(widest - 1, start, Size.of(start + (widest - 1) * lanes), direct, cuts));
            start += (widest - 1) * lanes;
            rest -= widest - 1;
        }
        if (rest > 0) {
            boolean whole = start + rest * lanes == columns;
            boolean overlap = !whole && direct && columns >= rest * lanes;
            sections.add(section(rest, overlap ? columns - rest * lanes : start, contract.columns(),
                    direct && (whole || overlap), cuts));
        }
        return sections;
    }

    private Section section(int vectors, int start, Size end, boolean direct, boolean cuts) {
        return section(vectors, vectors * lanes, start, end, direct, cuts);
    }

    private Section section(int vectors, int step, int start, Size end, boolean direct, boolean cuts) {
        int most = lanes == 1 ? SCALAR_ROWS : vectors > widest / 2 ? ROWS / 2 : ROWS;
        List<Integer> tiles;
        if (!(contract.rows() instanceof Size.Known known)) {
            tiles = List.of(most, (most + 2) / 3, 1);
        } else if (known.value() <= most) {
            tiles = List.of(Math.max(1, known.value()));
        } else {
            int rest = known.value() % most;
            tiles = rest == 0 ? List.of(most) : List.of(most, rest);
        }
        boolean overlap = !(contract.rows() instanceof Size.Known) && !cuts;
        return new Section(vectors, step, start, end, tiles, direct, overlap);
    }
}
