package io.tapeless.codegen.jvm;

import io.tapeless.codegen.jvm.TilePlan.Packing;
import io.tapeless.codegen.jvm.TilePlan.Section;
import io.tapeless.codegen.loop.Expr;
import io.tapeless.codegen.loop.Index;
import io.tapeless.codegen.loop.Size;
import io.tapeless.codegen.loop.Stmt;
import io.tapeless.codegen.runtime.Form;
import io.tapeless.ir.ScalarOp;
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
    /** Elements between lines from which on caches and address translation miss, and how much makes packing pay. */
    private static final int FAR = 512;
    private static final int DEPTHS_TO_PACK = 256;
    private static final int ROWS_TO_PACK = 96;
    private static final int COLUMNS_TO_PACK = 128;
    private static final int MOST_TURNED = 1 << 20;
    /** Rows between a pass of the epilogue; with depths in blocks, also those that share a packed panel. */
    private static final int ROW_BLOCK = 24;
    private static final int ROW_BLOCK_OF_BLOCKS = 96;
    /** Operations of an epilogue that a tile repeats for each of its vectors; more make C2 give up on the tile. */
    private static final int EPILOGUE_OPERATIONS = 6;

    private final Stmt.Contract contract;
    private final LanePlan lanePlan;
    private final int lanes;
    private final int widest;
    private final boolean light;
    private final boolean repeatable;
    private final Packing packing;

    private TilePolicy(Stmt.Contract contract, Form form, LanePlan lanePlan) {
        this.contract = contract;
        this.lanePlan = lanePlan;
        lanes = lanePlan == null ? 1 : lanePlan.vectorLanes();
        widest = form == Form.V512 || form == Form.SCALAR ? 4 : 2;
        light = isLight();
        packing = packing();
        repeatable = contract.epilogue().stream().allMatch(stmt -> isRepeatable(value(stmt)));
    }

    /** How the columns of a contraction become vectors; null if they don't. */
    static LanePlan lanePlan(Stmt.Contract contract, Form form) {
        Index along = Index.of(new Index.Term(Size.ONE, new Expr.LoopIndex(contract.column())));
        return LanePlan.of(columns(contract, 0, along), form);
    }

    /**
     * The plan, or null if the contraction is an ordinary loop: because it mixes values of 4 and 8 bytes, or
     * folds lanes that live in the kernel's own method.
     */
    static TilePlan plan(Stmt.Contract contract, Form form) {
        LanePlan lanePlan = lanePlan(contract, form);
        boolean folds = folds(contract.left()) || folds(contract.right())
                || contract.epilogue().stream().anyMatch(stmt -> folds(value(stmt)));
        if (form.isVector() && lanePlan == null || folds) {
            return null;
        }
        return new TilePolicy(contract, form, lanePlan).plan();
    }

    /** Multiple at which parts of a split contraction start. */
    static int granule(Stmt.Contract contract) {
        return contract.rows() instanceof Size.Known known ? Math.max(1, Math.min(ROWS, known.value())) : ROWS;
    }

    /** The pass of the epilogue over the columns of one row, with sums read from a buffer. */
    static Stmt.For columns(Stmt.Contract contract, int sums, Index index) {
        List<Stmt> body = new ArrayList<>();
        body.add(new Stmt.Declare(contract.accumulator(), contract.dtype(),
                new Expr.Load(sums, index, contract.dtype())));
        body.addAll(contract.epilogue());
        return new Stmt.For(contract.column(), contract.columns(), Stmt.Mode.LANES, body);
    }

    private static boolean folds(Expr expr) {
        return expr instanceof Expr.Fold || expr.operands().stream().anyMatch(TilePolicy::folds);
    }

    private static Expr value(Stmt stmt) {
        return stmt instanceof Stmt.Declare declare ? declare.value()
                : stmt instanceof Stmt.Assign assign ? assign.value() : ((Stmt.Store) stmt).value();
    }

    private TilePlan plan() {
        boolean blocks = packing == Packing.TURNED_IN_BLOCKS;
        return new TilePlan(lanes, sections(light && !blocks), packing, turnLeft(),
                blocks ? DEPTH_BLOCK : Math.max(1, atLeast(contract.depths())),
                blocks ? ROW_BLOCK_OF_BLOCKS : ROW_BLOCK);
    }

    private Packing packing() {
        int depths = atLeast(contract.depths());
        if (lanePlan == null ? stride(contract.right(), contract.column()) == 1 : isVector(contract.right())) {
            boolean far = stride(contract.right(), contract.depth()) >= FAR && depths >= DEPTHS_TO_PACK;
            boolean worth = far && lanePlan != null && atLeast(contract.rows()) >= ROWS_TO_PACK;
            return worth && depths <= PANEL_DEPTHS ? Packing.COPIED : Packing.NONE;
        }
        return contract.depths() instanceof Size.Known && depths <= PANEL_DEPTHS ? Packing.TURNED
                : Packing.TURNED_IN_BLOCKS;
    }

    /** Lines far apart are read again for each panel of columns: better once, and turned. */
    private boolean turnLeft() {
        return stride(contract.left(), contract.depth()) >= FAR && stride(contract.left(), contract.row()) == 1
                && contract.rows() instanceof Size.Known rows && contract.depths() instanceof Size.Known depths
                && depths.value() >= DEPTHS_TO_PACK && atLeast(contract.columns()) >= COLUMNS_TO_PACK
                && (long) rows.value() * depths.value() <= MOST_TURNED;
    }

    /** The value of a size; 0 if it is unknown. */
    private static int atLeast(Size size) {
        return size instanceof Size.Known known ? known.value() : 0;
    }

    /** The distance of elements along an index; 0 if it is unknown. */
    private static int stride(Expr factor, String index) {
        return !(factor instanceof Expr.Load load) ? 0 : load.index().terms().stream()
                .filter(term -> term.position().equals(new Expr.LoopIndex(index)))
                .mapToInt(term -> atLeast(term.stride())).sum();
    }

    /** Whether a value is vector operations all through. */
    private boolean isVector(Expr expr) {
        return !lanePlan.varies(expr) || lanePlan.isVector(expr)
                && (expr instanceof Expr.Load || expr.operands().stream().allMatch(this::isVector));
    }

    // sections

    private List<Section> sections(boolean inTile) {
        if (!(contract.columns() instanceof Size.Known known)) {
            return List.of(section(UNKNOWN_COLUMNS, 0, contract.columns(), false));
        }
        int columns = known.value();
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
            sections.add(section(widest, 0, Size.of(start), inTile));
        }
        if (rest > widest) {
            sections.add(section(widest - 1, start, Size.of(start + (widest - 1) * lanes), inTile));
            start += (widest - 1) * lanes;
            rest -= widest - 1;
        }
        if (rest > 0) {
            boolean whole = start + rest * lanes == columns;
            boolean overlap = !whole && repeatable && columns >= rest * lanes;
            sections.add(section(rest, overlap ? columns - rest * lanes : start, contract.columns(),
                    inTile && (whole || overlap)));
        }
        return sections;
    }

    private Section section(int vectors, int start, Size end, boolean inTile) {
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
        boolean overlap = !(contract.rows() instanceof Size.Known) && packing != Packing.TURNED_IN_BLOCKS
                && (!inTile || repeatable);
        return new Section(vectors, start, end, tiles, inTile, overlap);
    }

    // epilogue

    private boolean isLight() {
        int operations = contract.epilogue().stream().mapToInt(stmt -> operations(value(stmt))).sum();
        if (lanePlan == null) {
            return operations <= 2 * EPILOGUE_OPERATIONS;
        }
        return operations <= EPILOGUE_OPERATIONS && contract.epilogue().stream().allMatch(stmt -> isVector(value(stmt))
                && (!(stmt instanceof Stmt.Store store) || lanePlan.isRow(store.index(), store.value().dtype())));
    }

    private static int operations(Expr expr) {
        if (expr instanceof Expr.Local) {
            return 0;
        } else if (expr instanceof Expr.Load) {
            return 1;
        }
        boolean slow = expr instanceof Expr.Apply apply
                && (apply.function() == ScalarOp.DIV || apply.function() == ScalarOp.SQRT);
        return (slow ? EPILOGUE_OPERATIONS : 1) + expr.operands().stream().mapToInt(TilePolicy::operations).sum();
    }

    /**
     * Whether the epilogue may run twice on an element: nothing it loads may be an element that it stores.
     * A load that stays the same along rows or along columns isn't, as the outputs are independent.
     */
    private boolean isRepeatable(Expr expr) {
        if (expr instanceof Expr.Load load && moves(load, contract.row(), contract.rows())
                && moves(load, contract.column(), contract.columns())) {
            return false;
        }
        return expr.operands().stream().allMatch(this::isRepeatable);
    }

    /** Whether the load may be of another element for each value of the index. */
    private static boolean moves(Expr.Load load, String index, Size extent) {
        return extent.isKnown(1) || load.index().terms().stream().anyMatch(term -> !term.stride().isKnown(0)
                && !(term.position() instanceof Expr.LoopIndex loop && !loop.name().equals(index)));
    }
}
