package dev.weft.execution;

import com.google.rpc.Code;
import com.google.rpc.Status;
import dev.weft.execution.Masks.Choice;
import dev.weft.execution.PageResult.Answered;
import dev.weft.loop.Cancellable;
import java.util.List;
import java.util.function.Consumer;

/** Runs a page whose clients may ask for less of it. */
final class MaskedRunner implements Pages.Runner {
    private final ExecutionRunner whole;
    private final Masks masks;

    MaskedRunner(ExecutionRunner whole, Masks masks) {
        this.whole = whole;
        this.masks = masks;
    }

    @Override
    public Cancellable run(PageRequest request, Consumer<PageResult> done) {
        Choice choice = masks.choose(request.message());
        if (choice instanceof Choice.Refused refused) {
            return refuse(refused.objection(), request, done);
        }
        return choice instanceof Choice.Part part
                ? part.runner()
                        .run(
                                request,
                                result -> done.accept(result instanceof Answered page ? page.of(part.mask()) : result))
                : whole.run(request, done);
    }

    private Cancellable refuse(Status objection, PageRequest request, Consumer<PageResult> done) {
        done.accept(new PageResult.Failed(objection));
        Code code = Code.forNumber(objection.getCode());
        whole.listener().ended(new PageReport(whole.plan(), request.requestId(), code, false, 0, List.of()));
        return () -> {};
    }
}
