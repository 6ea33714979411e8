/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.route;

import io.github.smtpprobe.arguments.Arguments;
import io.github.smtpprobe.arguments.Tokens;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.request.AddressFamilies;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Looks up what mail needs in DNS. Implementations must be thread-safe, keep the deadline, return when their thread is
 * interrupted, and report trouble as an {@link Answer}, never by an exception; an exception counts as
 * {@link Status#EXTENSION_FAILED}.
 */
public interface MailResolver {
    /**
     * Looks up MX records.
     *
     * @param domain   in A-labels
     * @param deadline when to stop waiting
     * @return the exchangers, in any order
     * @throws InterruptedException if the probe ends first
     */
    Answer<Exchanger> exchangers(String domain, Deadline deadline) throws InterruptedException;

    /**
     * Looks up A and AAAA records.
     *
     * @param host     in A-labels
     * @param families which address families, and in what order
     * @param deadline when to stop waiting
     * @return the addresses in the order in which they are tried
     * @throws InterruptedException if the probe ends first
     */
    Answer<InetAddress> addresses(String host, AddressFamilies families, Deadline deadline) throws InterruptedException;

    /**
     * Looks up the PTR records of an address (RFC 1035 §3.5, RFC 3596 §2.5), that is, the names that its owner has given it.
     * Called only if the request asks for reverse names; the default implementation says that it is not supported.
     *
     * @param address  the address of the server or of the client
     * @param deadline when to stop waiting
     * @return the names in A-labels, in any order, or {@link Status#NOT_SUPPORTED}
     * @throws InterruptedException if the probe ends first
     */
    default Answer<String> names(InetAddress address, Deadline deadline) throws InterruptedException {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(deadline, "deadline");
        return Answer.none(Status.NOT_SUPPORTED, "");
    }

    /**
     * An MX record (RFC 1035 §3.3.9, RFC 5321 §5.1). It is a Java record, since the RFC defines no further parts.
     *
     * @param preference lower is tried first
     * @param host       in A-labels; empty for the null MX (RFC 7505)
     */
    record Exchanger(int preference, String host) {
        /**
         * Makes an exchanger.
         *
         * @param preference lower is tried first
         * @param host       in A-labels
         */
        public Exchanger {
            Objects.requireNonNull(host, "host");
        }
    }

    /** How a look-up ended. */
    enum Status {
        /** With at least one record. */
        FOUND("found"),
        /** The name does not exist. */
        NXDOMAIN("nxdomain"),
        /** The name exists, without records of this kind. */
        NO_RECORDS("no-records"),
        /** The name server could not answer: SERVFAIL, REFUSED and the like. */
        SERVER_FAILURE("server-failure"),
        /** The name server has checked the zone's DNSSEC signatures, and they are invalid (RFC 4033 §5). */
        BOGUS("bogus"),
        /** No name server answered in time. */
        TIMEOUT("timeout"),
        /** The answer is too long for a UDP packet, and no name server could be asked over TCP (RFC 7766). */
        TRUNCATED("truncated"),
        /** The probe was cancelled, or its thread interrupted, before the answer came. */
        CANCELLED("cancelled"),
        /** The name has addresses, but none of the requested family. */
        OTHER_FAMILY("other-family"),
        /** The answer makes no sense: a loop of CNAMEs, or too long a chain. */
        BAD_ANSWER("bad-answer"),
        /** The resolver does not support this look-up. */
        NOT_SUPPORTED("not-supported"),
        /** The application's resolver threw, returned something invalid, or did not return in time. */
        EXTENSION_FAILED("extension-failed"),
        /** The application's code used up the time, so that none was left to ask. */
        HELD_UP("held-up"),
        /** Nothing was looked up, because a proxy does that or a Unix socket needs no address. Resolvers never return this. */
        LEFT_TO_ROAD("left-to-road");

        private final String token;

        Status(String token) {
            this.token = token;
        }

        /** {@return the stable token, such as {@code found}} */
        public String token() {
            return token;
        }

        /**
         * Finds a constant by its token.
         *
         * @param token such as {@code found}
         * @return the constant with exactly this token; empty if this release knows none
         */
        public static Optional<Status> ofToken(String token) {
            return Tokens.find(values(), Status::token, token);
        }

        /** {@return whether the look-up was inconclusive, so that the name may exist after all} */
        public boolean unsure() {
            return switch (this) {
                case SERVER_FAILURE, TIMEOUT, TRUNCATED, CANCELLED, NOT_SUPPORTED, EXTENSION_FAILED, HELD_UP -> true;
                default -> false;
            };
        }
    }

    /**
     * The answer to a look-up. Immutable and thread-safe; answers with the same content are equal.
     *
     * @param <T> what is looked up
     */
    final class Answer<T> {
        private final Status status;
        private final List<T> records;
        private final List<String> aliases;
        private final String detail;
        private final Optional<Duration> ttl;

        private Answer(Status status, List<T> records, List<String> aliases, String detail, Optional<Duration> ttl) {
            this.status = status;
            this.records = records;
            this.aliases = aliases;
            this.detail = detail;
            this.ttl = ttl;
        }

        /**
         * An answer with records, or {@link Status#NO_RECORDS} if there are none.
         *
         * @param records what was found
         * @param <T>     what is looked up
         * @return the answer
         */
        public static <T> Answer<T> found(List<T> records) {
            List<T> copy = Arguments.copy(records, "records");
            return new Answer<>(
                    copy.isEmpty() ? Status.NO_RECORDS : Status.FOUND, copy, List.of(), "", Optional.empty());
        }

        /**
         * An answer without records.
         *
         * @param status how it ended, other than {@link Status#FOUND}
         * @param detail in words
         * @param <T>    what is looked up
         * @return the answer
         * @throws IllegalArgumentException if the status is {@link Status#FOUND}
         */
        public static <T> Answer<T> none(Status status, String detail) {
            if (Objects.requireNonNull(status, "status") == Status.FOUND) {
                throw new IllegalArgumentException("status: must not be FOUND, which needs values");
            }
            return new Answer<>(
                    status, List.of(), List.of(), Objects.requireNonNull(detail, "detail"), Optional.empty());
        }

        /**
         * The same answer with other records; if nothing was found, they are ignored.
         *
         * @param others the records to use instead, such as a subset
         * @param <R>    what they are
         * @return the answer
         */
        public <R> Answer<R> withRecords(List<R> others) {
            Answer<R> answer = found(others);
            return status == Status.FOUND
                    ? new Answer<>(answer.status, answer.records, aliases, detail, ttl)
                    : new Answer<>(status, List.of(), aliases, detail, ttl);
        }

        /**
         * The same answer, with the CNAMEs that led to it.
         *
         * @param names the aliases that were followed, in order
         * @return the answer
         */
        public Answer<T> withAliases(List<String> names) {
            return new Answer<>(status, records, Arguments.copy(names, "names"), detail, ttl);
        }

        /**
         * The same answer with another description.
         *
         * @param words how it ended, in words; may be empty
         * @return the answer
         */
        public Answer<T> withDetail(String words) {
            return new Answer<>(status, records, aliases, Objects.requireNonNull(words, "words"), ttl);
        }

        /**
         * The same answer with a time to live (RFC 1035 §3.2.1, RFC 2308 §5). Only a batch caches answers.
         *
         * @param time the shortest time to live of the records
         * @return the answer
         * @throws IllegalArgumentException if it is negative
         */
        public Answer<T> withTtl(Duration time) {
            return new Answer<>(status, records, aliases, detail, Optional.of(Arguments.notNegative(time, "time")));
        }

        /** {@return how it ended} */
        public Status status() {
            return status;
        }

        /** {@return what was found; empty unless the status is {@link Status#FOUND}} */
        public List<T> records() {
            return records;
        }

        /** {@return the CNAMEs that were followed} */
        public List<String> aliases() {
            return aliases;
        }

        /** {@return how it ended, in words; may be empty} */
        public String detail() {
            return detail;
        }

        /** {@return how long it may be cached, if the resolver has said so; ignored when answers are compared} */
        public Optional<Duration> ttl() {
            return ttl;
        }

        private List<Object> parts() {
            return List.of(status, records, aliases, detail);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Answer<?> that && parts().equals(that.parts());
        }

        @Override
        public int hashCode() {
            return parts().hashCode();
        }

        /** {@return status and records} */
        @Override
        public String toString() {
            return status + " " + records;
        }
    }
}
