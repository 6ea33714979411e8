/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dns;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RecordType;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/** Puts the questions of a round to particular name servers. The same question is asked only once; keys and delegations are remembered. */
final class RoundQuestions {
    private final Round round;
    private final NameServers servers;
    private final Kept<Question, Message> known;
    private final Clock clock;
    private final Map<Question, Pending> asked = new HashMap<>();

    /** A question under way, with its start by {@link System#nanoTime()}. */
    private record Pending(CompletableFuture<Message> answer, long since) {}

    /**
     * Prepares to ask.
     *
     * @param round  the round that the questions belong to
     * @param places the addresses of the name servers, at least one
     * @param known  keys and delegations that were obtained from these servers earlier
     * @param clock  the clock that limits their validity
     * @param turns  whose turn it is to be asked first
     */
    RoundQuestions(
            Round round, List<InetSocketAddress> places, Kept<Question, Message> known, Clock clock, Turns turns) {
        this.round = round;
        this.servers = round.servers(places, turns);
        this.known = known;
        this.clock = clock;
    }

    Deadline deadline() {
        return round.deadline();
    }

    /** Whether the last question has no answer, although there was enough time for one. */
    boolean silent(Waiting waiting) {
        return waiting.longEnough() && !round.unread();
    }

    /** Whether the answer to the last question was truncated, and the whole of it is still awaited. */
    boolean cutOff(Waiting waiting) {
        return waiting.last().filter(servers::cutOff).isPresent();
    }

    void go(Runnable what) {
        round.go(what);
    }

    /** Asks and counts a question, unless it was asked before. A question without an answer may be asked again. */
    CompletableFuture<Message> ask(Message query, Waiting waiting) {
        CompletableFuture<Message> answer = new SameThreadFuture<>();
        round.go(() -> put(query, answer, waiting));
        return answer;
    }

    private void put(Message query, CompletableFuture<Message> answer, Waiting waiting) {
        Question question = question(query.getQuestion());
        Optional<Message> before = chain(question) ? known.find(question, clock.instant()) : Optional.empty();
        if (before.isPresent()) {
            answer.complete(before.get());
            return;
        }
        Pending already = asked.get(question);
        if (already == null) {
            waiting.count();
        }
        Pending pending = already == null ? sent(question, query) : already;
        waiting.begin(query.getQuestion(), pending.since);
        CompletableFuture<Message> unused = pending.answer.whenComplete((message, failure) -> {
            if (failure == null) {
                answer.complete(message);
            } else {
                answer.completeExceptionally(failure);
            }
        });
    }

    private Pending sent(Question question, Message query) {
        CompletableFuture<Message> answer = new SameThreadFuture<>();
        Pending pending = new Pending(answer, System.nanoTime());
        asked.put(question, pending);
        servers.sendAsync(query, Runnable::run).whenComplete((message, failure) -> {
            if (failure != null) {
                asked.remove(question);
                answer.completeExceptionally(failure);
                return;
            }
            if (chain(question)) {
                Instant until = clock.instant().plus(Lifetimes.of(message));
                known.keep(question, message, Math.max(0, message.numBytes()), until);
            }
            answer.complete(message);
        });
        return pending;
    }

    /** Forgets messages that did not validate, so that they are requested again. */
    void forget(List<Message> links) {
        links.forEach(each -> known.remove(question(each.getQuestion())));
    }

    private static boolean chain(Question question) {
        return question.type().equals(RecordType.DS) || question.type().equals(RecordType.DNSKEY);
    }

    private static Question question(Record record) {
        return new Question(Records.text(record.getName()), RecordType.of(record.getType()));
    }

    static Message query(Name name, int type) {
        return Message.newQuery(Record.newRecord(name, type, DClass.IN));
    }
}
