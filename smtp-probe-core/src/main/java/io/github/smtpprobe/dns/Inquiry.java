/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dns;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.records.Trouble;
import io.github.smtpprobe.route.MailResolver.Answer;
import io.github.smtpprobe.route.MailResolver.Status;
import java.io.Closeable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.PortUnreachableException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.lookup.LookupResult;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;
import org.xbill.DNS.lookup.RedirectLoopException;
import org.xbill.DNS.lookup.RedirectOverflowException;

/** One look-up: its questions, its sockets and its time limit. Everything happens on the waiting thread. */
final class Inquiry implements Closeable {
    /** How long to wait for the other family once one has addresses: broken AAAA answers are common. */
    private static final Duration OTHER_FAMILY = Duration.ofSeconds(1);

    private final Deadline deadline;
    private final Wire wire = new Wire();
    private final List<? extends Resolver> all;
    private final NameServers servers;

    /**
     * Begins a look-up.
     *
     * @param makes makes the name servers
     * @param limit when to stop waiting; its ticker may be a virtual one, while sockets know only the real time
     */
    Inquiry(Function<Wire, List<? extends Resolver>> makes, Deadline limit) throws IOException {
        deadline = Deadline.after(limit.remaining(), Ticker.system());
        all = makes.apply(wire);
        servers = new NameServers(all, deadline);
    }

    /** Sends a question. */
    CompletableFuture<LookupResult> ask(String name, int type) {
        try {
            Name asked = Name.fromString(name, Name.root);
            List<Record> listed = HostsFile.OF_THIS_MACHINE.records(asked, type);
            if (!listed.isEmpty()) {
                return CompletableFuture.completedFuture(result(listed));
            }
            return LookupSession.builder()
                    .resolver(servers)
                    .executor(Runnable::run)
                    .build()
                    .lookupAsync(asked, type)
                    .toCompletableFuture();
        } catch (TextParseException malformed) {
            return CompletableFuture.failedFuture(malformed);
        }
    }

    @SuppressWarnings("deprecation") // it has no other public constructor
    private static LookupResult result(List<Record> records) {
        return new LookupResult(records, List.of());
    }

    /** Waits for all questions; once one has found something, waits no longer than a second for the others. */
    void await(List<CompletableFuture<LookupResult>> questions) throws IOException, InterruptedException {
        await(() -> questions.stream().allMatch(CompletableFuture::isDone) || found(questions), deadline);
        await(() -> questions.stream().allMatch(CompletableFuture::isDone), deadline.sooner(OTHER_FAMILY));
    }

    private void await(BooleanSupplier done, Deadline limit) throws IOException, InterruptedException {
        while (!done.getAsBoolean() && !limit.expired()) {
            Duration quiet = servers.askAgain();
            wire.await(quiet.compareTo(limit.remaining()) < 0 ? quiet : limit.remaining());
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    private static boolean found(List<CompletableFuture<LookupResult>> questions) {
        return questions.stream()
                .anyMatch(each -> each.isDone()
                        && !each.isCompletedExceptionally()
                        && !each.join().getRecords().isEmpty());
    }

    /** The result of a question so far. */
    Answer<Record> answer(CompletableFuture<LookupResult> question) throws InterruptedException {
        if (!question.isDone()) {
            boolean cutOff = all.stream().anyMatch(each -> each instanceof OneNameServer one && one.cutOff());
            return cutOff
                    ? Answer.none(Status.TRUNCATED, OneNameServer.TCP_SILENT)
                    : Answer.none(Status.TIMEOUT, Trouble.SILENT.label());
        }
        try {
            LookupResult result = question.get();
            List<Record> records = result.getRecords();
            Answer<Record> found = Answer.found(records).withAliases(followed(result));
            OptionalLong ttl = records.stream().mapToLong(Record::getTTL).min();
            return ttl.isPresent() ? found.withTtl(Duration.ofSeconds(ttl.getAsLong())) : found;
        } catch (ExecutionException failed) {
            return failure(failed.getCause() == null ? failed : failed.getCause());
        }
    }

    /** The target of each CNAME: the library returns the names that are aliases, and the last name is that of the records. */
    private static List<String> followed(LookupResult result) {
        return Stream.concat(
                        result.getAliases().stream().skip(1),
                        result.getAliases().isEmpty()
                                ? Stream.empty()
                                : result.getRecords().stream().limit(1).map(Record::getName))
                .map(name -> name.toString(true))
                .toList();
    }

    private static Answer<Record> failure(Throwable cause) {
        if (cause instanceof NoAnswer known) {
            return Answer.none(known.status(), String.valueOf(known.getMessage()));
        }
        if (cause instanceof NoSuchDomainException) {
            return Answer.none(Status.NXDOMAIN, "");
        }
        if (cause instanceof NoSuchRRSetException) {
            return Answer.none(Status.NO_RECORDS, "");
        }
        if (cause instanceof RedirectLoopException || cause instanceof RedirectOverflowException) {
            return Answer.none(Status.BAD_ANSWER, "the CNAME records form a loop or too long a chain");
        }
        if (cause instanceof TextParseException) {
            return Answer.none(Status.BAD_ANSWER, "the name cannot be asked for");
        }
        return Answer.none(Status.SERVER_FAILURE, trouble(cause));
    }

    /** Why a question cannot reach its server, in words. */
    private static String trouble(Throwable cause) {
        if (cause instanceof PortUnreachableException || cause instanceof ConnectException) {
            return "nothing listens where the name server should be";
        }
        if (cause instanceof Wire.NoSocket) {
            return String.valueOf(cause.getMessage());
        }
        return "the name server failed to answer: " + cause.getClass().getSimpleName();
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
