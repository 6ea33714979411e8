/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.flink;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Probes, and lets no mail operator see more than its allowance. The queue and the permits of each mail operator are keyed state,
 * so that only one subtask in the whole cluster decides about them. This is deliberately a single stage: a separate stage for
 * probing could not tell the keeper of the permits when it is done, because no stream leads back.
 *
 * <p>All methods run on Flink's mailbox thread. Probes run on their own threads, and their results return to it as mails. A
 * candidate stays in the state until its summary is written. So a recovery repeats the probes that were running, and loses none.
 */
final class ProbeOperator extends AbstractStreamOperator<Summary>
        implements OneInputStreamOperator<Candidate, Summary>, BoundedOneInput, Triggerable<String, VoidNamespace> {
    private static final long serialVersionUID = 1;
    private final transient ValueStateDescriptor<Turns> description = new ValueStateDescriptor<>("turns", Turns.class);

    private final Limits limits;
    private final transient MailboxExecutor mailbox;
    private final transient Workers workers;

    private transient ValueState<Turns> turns;
    private transient MapState<Long, Candidate> candidates;

    /** What is known of exchangers, for as long as it may be reused for other domains; then Flink removes it. */
    private transient @Nullable MapState<String, Summary> known;

    private transient InternalTimerService<VoidNamespace> timers;

    /** Operators with a candidate that may start now; each is served once in a round. */
    private final transient Set<String> ready = new LinkedHashSet<>();

    private transient int running;
    private transient int held;
    private transient long opens;

    @SuppressWarnings("NullAway.Init") // initializeState() and open() go on where Flink has the state
    ProbeOperator(StreamOperatorParameters<Summary> parameters, Probes probes, Limits limits) {
        super(parameters);
        this.limits = limits;
        this.mailbox = parameters.getMailboxExecutor();
        this.workers = new Workers(probes, limits);
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        turns = context.getKeyedStateStore().getState(description);
        candidates = context.getKeyedStateStore()
                .getMapState(new MapStateDescriptor<>("candidates", Long.class, Candidate.class));
        if (!limits.share().isZero()) {
            MapStateDescriptor<String, Summary> exchangers =
                    new MapStateDescriptor<>("known", String.class, Summary.class);
            exchangers.enableTimeToLive(
                    StateTtlConfig.newBuilder(limits.share()).build());
            known = context.getKeyedStateStore().getMapState(exchangers);
        }
        // Without a checkpoint nothing is restored, and the probes of the attempt before may run all the same.
        if (context.isRestored() || getRuntimeContext().getTaskInfo().getAttemptNumber() > 0) {
            opens = now() + limits.afterLoss().toMillis();
        }
    }

    @Override
    public void open() throws Exception {
        super.open();
        timers = getInternalTimerService("turns", VoidNamespaceSerializer.INSTANCE, this);
        this.<String>getKeyedStateBackend()
                .applyToAllKeys(VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, description, this::requeue);
        getMetricGroup().gauge("held", () -> held);
        getMetricGroup().gauge("running", () -> running);
    }

    /** Candidates that were running when the checkpoint was made wait again. */
    private void requeue(String operator, ValueState<Turns> state) throws Exception {
        List<Candidate> all = new ArrayList<>();
        candidates.values().forEach(all::add);
        candidates.clear();
        for (long ticket = 0; ticket < all.size(); ticket++) {
            candidates.put(ticket, all.get((int) ticket));
        }
        held += all.size();
        Turns kept = state.value();
        place(operator, (kept == null ? Turns.NONE : kept).again(all.size()));
    }

    @Override
    public void processElement(StreamRecord<Candidate> element) throws Exception {
        Candidate candidate = element.getValue();
        if (shared(candidate)) {
            return;
        }
        Turns now = turns();
        candidates.put(now.next(), candidate);
        held++;
        place(candidate.operator(), now.queued());
        dispatch();
        while (held >= limits.held()) { // back-pressure: until one is done, no more is read
            mailbox.yield();
        }
    }

    /**
     * Waits for all candidates. Flink drops pending timers when this method returns, and with them the candidates that still wait
     * for their turn.
     */
    @Override
    public void endInput() throws Exception {
        while (held > 0) {
            mailbox.yield();
        }
    }

    @Override
    public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
        place(timer.getKey(), turns());
        dispatch();
    }

    @Override
    public void onEventTime(InternalTimer<String, VoidNamespace> timer) {
        throw new IllegalStateException("no timer of event time is ever set");
    }

    /** Stores the turns of the current key, and sets a timer for when the next candidate may start. */
    private void place(String operator, Turns now) throws Exception {
        long start = Math.max(opens, now.notBefore());
        boolean open = start <= now();
        turns.update(now);
        if (open && now.due(limits.perOperator())) {
            ready.add(operator);
        } else if (open && now.idle()) {
            turns.clear(); // an operator of whom nothing is left takes no room; its pauses are past, too
        } else if (now.idle() || now.due(limits.perOperator())) {
            timers.registerProcessingTimeTimer(VoidNamespace.INSTANCE, start);
        }
    }

    private void dispatch() throws Exception {
        while (running < limits.inFlight() && !ready.isEmpty()) {
            String operator = ready.iterator().next();
            ready.remove(operator);
            setCurrentKey(operator);
            Turns now = turns();
            long ticket = now.first();
            Candidate candidate = Objects.requireNonNull(candidates.get(ticket), "ticket");
            if (shared(candidate)) {
                candidates.remove(ticket);
                held--;
                place(operator, now.passed());
                continue;
            }
            running++;
            place(operator, now.started(now(), limits.interval().toMillis()));
            workers.probe(
                    candidate, answer -> mailbox.execute(() -> done(candidate, ticket, answer), "a probe is done"));
        }
    }

    /** Answers for a domain whose exchanger was probed recently; this needs no turn. */
    private boolean shared(Candidate candidate) throws Exception {
        Summary found = known == null ? null : known.get(candidate.exchanger());
        if (found != null) {
            output.collect(new StreamRecord<>(found.sharedBy(candidate)));
        }
        return found != null;
    }

    private void done(Candidate candidate, long ticket, Answer answer) throws Exception {
        setCurrentKey(candidate.operator());
        candidates.remove(ticket);
        running--;
        held--;
        output.collect(new StreamRecord<>(answer.summary()));
        if (known != null && answer.summary().shareable()) {
            known.put(candidate.exchanger(), answer.summary());
        }
        long interval = limits.interval().toMillis();
        place(candidate.operator(), answer.limited() ? turns().refused(now(), interval) : turns().finished());
        dispatch();
    }

    private Turns turns() throws Exception {
        Turns kept = turns.value();
        return kept == null ? Turns.NONE : kept;
    }

    private long now() {
        return getProcessingTimeService().getCurrentProcessingTime();
    }

    @Override
    public void close() throws Exception {
        workers.close();
        super.close();
    }
}
