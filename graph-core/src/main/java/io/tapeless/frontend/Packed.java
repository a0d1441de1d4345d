package io.tapeless.frontend;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.Dim;
import io.tapeless.ir.IrException;
import java.util.ArrayList;
import java.util.List;

/** Several tensors of one float dtype as one vector, element after element, for what takes a single value. */
final class Packed {
    private final List<Tensor> likes;

    /**
     * @param likes tensors of the shapes that are packed
     * @throws IrException if there is none, or they are not of one float dtype
     */
    Packed(String function, List<Tensor> likes) {
        if (likes.isEmpty()) {
            throw new IrException(function + ": expected at least one tensor");
        }
        Check.floats(function, likes.toArray(Tensor[]::new));
        Check.sameDType(function, likes.toArray(Tensor[]::new));
        this.likes = List.copyOf(likes);
    }

    /** @throws IrException if these are not as many tensors, of the same shapes */
    Tensor pack(String function, List<Tensor> tensors) {
        Tensor first = likes.get(0);
        Check.that(tensors.size() == likes.size(), function, "expected " + likes.size() + " tensors, found "
                + tensors.size(), first);
        for (int i = 0; i < likes.size(); i++) {
            Check.that(tensors.get(i).type().equals(likes.get(i).type()), function, "expected " + likes.get(i).type()
                    + " in place " + i + ", found " + tensors.get(i).type(), first);
        }
        return ShapeFunctions.concat(0, tensors.stream().map(ShapeFunctions::flatten).toList());
    }

    List<Tensor> unpack(Tensor vector) {
        Arithmetic x = new Arithmetic(vector.owner().graph());
        List<Tensor> tensors = new ArrayList<>();
        Dim start = Dim.ZERO;
        for (Tensor like : likes) {
            Dim size = like.shape().size();
            tensors.add(new Tensor(vector.owner(), x.reshape(x.slice(vector.node(), 0, start, size), like.shape())));
            start = start.plus(size);
        }
        return tensors;
    }
}
