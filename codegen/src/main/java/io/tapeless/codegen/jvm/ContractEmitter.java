package io.tapeless.codegen.jvm;

import io.tapeless.codegen.jvm.Code.Var;
import io.tapeless.codegen.jvm.ContractHelpers.Helper;
import io.tapeless.codegen.jvm.TilePlan.Packing;
import io.tapeless.codegen.jvm.TilePlan.Section;
import io.tapeless.codegen.loop.Expr;
import io.tapeless.codegen.loop.Index;
import io.tapeless.codegen.loop.Size;
import io.tapeless.codegen.loop.Stmt;
import io.tapeless.ir.ScalarOp;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;

/**
 * Writes a contraction as a driver, which holds no vector and calls helpers: for each panel of columns,
 * pack the right factor if it must be, then run the tiles of all rows, and where the epilogue isn't part
 * of the tiles, run it over blocks of rows whose sums lie in scratch memory.
 */
final class ContractEmitter {
    private static final int LINE_GAP = 16;

    private final KernelCode kernel;
    private final Code code;
    private final Stmt.Contract contract;
    private final TilePlan plan;
    private final ContractHelpers helpers;
    private final int width;
    /** Buffers in scratch memory: the panel, the turned left factor, the sums. */
    private final int panel;
    private final int left;
    private final int sums;

    /** The methods of one section. */
    private record Methods(Helper pack, List<Helper> tiles, Helper epilogue) {}

    ContractEmitter(KernelCode kernel, Stmt.Contract contract, TilePlan plan) {
        this.kernel = kernel;
        this.code = kernel.code;
        this.contract = contract;
        this.plan = plan;
        width = plan.sections().stream().mapToInt(Section::vectors).max().orElse(0) * plan.lanes();
        helpers = new ContractHelpers(kernel, contract);
        panel = helpers.buffer(plan.right() == Packing.NONE ? 0 : plan.depthBlock() * width);
        left = helpers.buffer(plan.turnLeft() ? known(contract.rows()) * turnedLine() : 0);
        boolean inTiles = plan.sections().stream().allMatch(Section::epilogueInTile);
        sums = helpers.buffer(inTiles ? 0 : plan.rowBlock() * width);
    }

    private static int known(Size size) {
        return ((Size.Known) size).value();
    }

    /** The loop over rows that computes the same bits. */
    static Stmt.For rows(Stmt.Contract contract) {
        Expr sum = new Expr.Local(contract.accumulator(), contract.dtype());
        Expr next = new Expr.Apply(ScalarOp.FMA, List.of(contract.left(), contract.right(), sum), contract.dtype());
        List<Stmt> body = new ArrayList<>();
        body.add(new Stmt.Declare(contract.accumulator(), contract.dtype(), new Expr.Real(contract.dtype(), 0)));
        body.add(new Stmt.For(contract.depth(), contract.depths(), Stmt.Mode.SERIAL,
                List.of(new Stmt.Assign(contract.accumulator(), next))));
        body.addAll(contract.epilogue());
        return new Stmt.For(contract.row(), contract.rows(), Stmt.Mode.SERIAL,
                List.of(new Stmt.For(contract.column(), contract.columns(), Stmt.Mode.LANES, body)));
    }

    /** Writes rows [from, to). */
    void write(Var from, Var to) {
        if (plan.turnLeft()) {
            turnLeft(from, to);
        }
        for (Section section : plan.sections()) {
            Methods methods = methods(section);
            int mark = code.mark();
            Var column = variable(() -> code.push(section.start()));
            Var end = variable(() -> kernel.pushSize(section.end()));
            code.loop(column, end, section.vectors() * plan.lanes(), () -> panel(section, methods, column, from, to));
            code.release(mark);
        }
    }

    private void panel(Section section, Methods methods, Var column, Var from, Var to) {
        int mark = code.mark();
        Var last = variable(() -> {
            code.load(column);
            add(section.vectors() * plan.lanes());
            kernel.pushSize(contract.columns());
            min();
        });
        if (plan.right() == Packing.COPIED || plan.right() == Packing.TURNED) {
            Var low = variable(() -> code.push(0));
            Var high = variable(() -> kernel.pushSize(contract.depths()));
            pack(section, methods, column, last, low, high);
        }
        if (section.epilogueInTile()) {
            tiles(methods, from, to, column);
        } else {
            rowBlocks(section, methods, column, last, from, to);
        }
        code.release(mark);
    }

    private void rowBlocks(Section section, Methods methods, Var column, Var last, Var from, Var to) {
        Var row = variable(() -> code.load(from));
        code.loop(row, to, plan.rowBlock(), () -> {
            int mark = code.mark();
            Var end = variable(() -> {
                code.load(row);
                add(plan.rowBlock());
                code.load(to);
                min();
            });
            helpers.startAt(sums, section.vectors() * plan.lanes(), row, column);
            if (plan.right() == Packing.TURNED_IN_BLOCKS) {
                depthBlocks(section, methods, column, last, row, end);
            } else {
                tiles(methods, row, end, column);
            }
            helpers.call(methods.epilogue(), row, end, column, last);
            code.release(mark);
        });
    }

    private void depthBlocks(Section section, Methods methods, Var column, Var last, Var row, Var end) {
        helpers.clear(sums, plan.rowBlock() * section.vectors() * plan.lanes());
        Var low = variable(() -> code.push(0));
        Var depths = variable(() -> kernel.pushSize(contract.depths()));
        code.loop(low, depths, plan.depthBlock(), () -> {
            int mark = code.mark();
            Var high = variable(() -> {
                code.load(low);
                add(plan.depthBlock());
                code.load(depths);
                min();
            });
            pack(section, methods, column, last, low, high);
            tiles(methods, row, end, column, low, high);
            code.release(mark);
        });
    }

    /** Packs columns [column, last) of depths [low, high). */
    private void pack(Section section, Methods methods, Var column, Var last, Var low, Var high) {
        helpers.startAt(panel, section.vectors() * plan.lanes(), low, column);
        helpers.call(methods.pack(), low, high, column, last);
    }

    /** Cuts a range of rows into tiles: each method does as many as fit and returns the row after. */
    private void tiles(Methods methods, Var from, Var to, Var... ints) {
        Var row = variable(() -> code.load(from));
        for (Helper tile : methods.tiles()) {
            helpers.call(tile, row, to, ints);
            code.store(row);
        }
    }

    // helpers

    private Methods methods(Section section) {
        int columns = section.vectors() * plan.lanes();
        Expr left = !plan.turnLeft() ? depthLast(contract.left()) : turnedLeft();
        Expr right = plan.right() == Packing.NONE ? depthLast(contract.right())
                : load(panel, columns, contract.depth());
        boolean blocks = plan.right() == Packing.TURNED_IN_BLOCKS;
        List<Stmt> epilogue = section.epilogueInTile() ? contract.epilogue()
                : List.of(new Stmt.Store(sums, index(columns, contract.row()),
                        new Expr.Local(contract.accumulator(), contract.dtype())));
        Stmt.Contract tile = new Stmt.Contract(contract.row(), contract.rows(), contract.column(),
                contract.columns(), contract.depth(), contract.depths(), left, right,
                contract.accumulator(), contract.dtype(), epilogue);
        Expr initial = blocks ? load(sums, columns, contract.row()) : new Expr.Real(contract.dtype(), 0);
        List<Helper> tiles = section.rows().stream().map(rows -> helpers.write("I", blocks ? 3 : 1,
                (method, ints) -> {
                    LanePlan lanes = TilePolicy.lanePlan(tile, method.form);
                    new ContractionTile(method, tile, initial, lanes, rows, section.vectors())
                            .write(section.overlapRows() && rows.equals(section.rows().get(0)), ints);
                })).toList();
        Helper pack = plan.right() == Packing.NONE ? null : pack(section);
        Helper pass = section.epilogueInTile() ? null : helpers.write("V", 2,
                (method, ints) -> epilogue(method, ints, columns));
        return new Methods(pack, tiles, pass);
    }

    private Helper pack(Section section) {
        Stmt.Store copy = new Stmt.Store(panel, index(section.vectors() * plan.lanes(), contract.depth()),
                contract.right());
        return helpers.write("V", 2, (method, ints) -> {
            FactorPacking packing = new FactorPacking(method, contract.depth(), copy);
            if (plan.right() == Packing.COPIED) {
                packing.copied(contract.column(), ints.get(0), section.vectors(),
                        TilePolicy.lanePlan(contract, method.form));
            } else {
                packing.turned(contract.column(), ints.get(0), ints.get(1));
            }
        });
    }

    /** The element of the left factor in its turned copy. */
    private Expr.Load turnedLeft() {
        return new Expr.Load(left, Index.of(
                new Index.Term(Size.of(turnedLine()), new Expr.LoopIndex(contract.row())),
                new Index.Term(Size.ONE, new Expr.LoopIndex(contract.depth()))), contract.dtype());
    }

    /** The length of a line of that copy: not a power of two, so that many lines are in the cache at once. */
    private int turnedLine() {
        return known(contract.depths()) + LINE_GAP;
    }

    private void turnLeft(Var from, Var to) {
        Stmt.Store copy = new Stmt.Store(left, turnedLeft().index(), contract.left());
        Helper turn = helpers.write("V", 2, (method, ints) ->
                new FactorPacking(method, contract.depth(), copy).turned(contract.row(), ints.get(0), ints.get(1)));
        Var low = variable(() -> code.push(0));
        Var high = variable(() -> kernel.pushSize(contract.depths()));
        helpers.startAt(left, turnedLine(), from, low);
        helpers.call(turn, low, high, from, to);
    }

    /** The epilogue over rows [from, to) and columns [column, last). */
    private void epilogue(KernelCode method, List<Var> ints, int columns) {
        Stmt.For pass = TilePolicy.columns(contract, sums, index(columns, contract.row()));
        method.names.put(contract.row(), new Place.Scalar(method.from));
        method.code.loop(method.from, method.to, 1, () -> {
            int mark = method.code.mark();
            Var column = method.code.local("I");
            method.code.load(ints.get(0));
            method.code.store(column);
            new KernelEmitter(method).loop(pass, column, ints.get(1));
            method.code.release(mark);
        });
        method.code.op(Opcodes.RETURN);
    }

    private Expr load(int buffer, int stride, String index) {
        return new Expr.Load(buffer, index(stride, index), contract.dtype());
    }

    /** {@code stride · index + column}. */
    private Index index(int stride, String index) {
        return Index.of(new Index.Term(Size.ONE, new Expr.LoopIndex(contract.column())),
                new Index.Term(Size.of(stride), new Expr.LoopIndex(index)));
    }

    /** The same value with what moves with the depth added last, so that the rest is computed once. */
    private Expr depthLast(Expr expr) {
        if (!(expr instanceof Expr.Load load)) {
            return expr;
        }
        List<Index.Term> terms = new ArrayList<>(load.index().terms());
        Expr depth = new Expr.LoopIndex(contract.depth());
        terms.sort((a, b) -> Boolean.compare(a.position().equals(depth), b.position().equals(depth)));
        return new Expr.Load(load.buffer(), new Index(load.index().offset(), terms), load.dtype());
    }

    // driver code

    private Var variable(Runnable value) {
        value.run();
        Var var = code.local("I");
        code.store(var);
        return var;
    }

    private void add(int value) {
        code.push(value);
        code.op(Opcodes.IADD);
    }

    private void min() {
        code.invokeStatic("java/lang/Math", "min", "(II)I");
    }
}
