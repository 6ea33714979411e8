/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.route;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.request.AddressFamilies;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;

/**
 * Answers what DNS knows of mail. Implementations are thread-safe, keep the deadline, end when their thread is interrupted, and
 * return trouble as an {@link Answer}, never as an exception; one that throws all the same counts as
 * {@link Status#SERVER_FAILURE}.
 */
public interface MailResolver {
    /**
     * Looks up MX records.
     *
     * @param domain   in A-labels
     * @param deadline when to stop waiting
     * @return the exchangers in any order
     * @throws InterruptedException when the probe ends first
     */
    Answer<Exchanger> exchangers(String domain, Deadline deadline) throws InterruptedException;

    /**
     * Looks up A and AAAA records.
     *
     * @param host     in A-labels
     * @param families which of the two, and in what order
     * @param deadline when to stop waiting
     * @return the addresses in the order in which they are tried
     * @throws InterruptedException when the probe ends first
     */
    Answer<InetAddress> addresses(String host, AddressFamilies families, Deadline deadline) throws InterruptedException;

    /**
     * Looks up the PTR records of an address (RFC 1035 §3.5, RFC 3596 §2.5): the names that its owner has given it. Asked only where
     * the caller wants to know reverse names; a resolver without this look-up says so.
     *
     * @param address  of the server or of the client
     * @param deadline when to stop waiting
     * @return the names in A-labels and in any order, or {@link Status#NOT_SUPPORTED}
     * @throws InterruptedException when the probe ends first
     */
    default Answer<String> names(InetAddress address, Deadline deadline) throws InterruptedException {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(deadline, "deadline");
        return Answer.none(Status.NOT_SUPPORTED, "");
    }

    /**
     * An MX record (RFC 5321 §5.1).
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
        /** The name server says that it cannot tell: SERVFAIL, REFUSED and the like. */
        SERVER_FAILURE("server-failure"),
        /** The name server has checked the zone's DNSSEC signatures, and they do not hold (RFC 4033 §5). */
        BOGUS("bogus"),
        /** No name server answered in time. */
        TIMEOUT("timeout"),
        /** The answer is too long for a UDP packet, and no name server could be asked over TCP (RFC 7766). */
        TRUNCATED("truncated"),
        /** The probe was cancelled, or its thread interrupted, before the answer came. */
        CANCELLED("cancelled"),
        /** The name has addresses, and none of the family that was asked for. */
        OTHER_FAMILY("other-family"),
        /** The answer makes no sense: a loop of CNAMEs, or too long a chain. */
        BAD_ANSWER("bad-answer"),
        /** The resolver has no such look-up. */
        NOT_SUPPORTED("not-supported");

        private final String token;

        Status(String token) {
            this.token = token;
        }

        /** {@return the stable token, such as {@code found}} */
        public String token() {
            return token;
        }

        /** {@return whether the name may exist and lead somewhere all the same: nobody could tell} */
        public boolean unsure() {
            return switch (this) {
                case SERVER_FAILURE, TIMEOUT, TRUNCATED, CANCELLED, NOT_SUPPORTED -> true;
                default -> false;
            };
        }
    }

    /**
     * The answer to a look-up.
     *
     * @param status  how it ended
     * @param records what was found; empty unless the status is {@link Status#FOUND}
     * @param aliases the CNAMEs that were followed
     * @param detail  in words, may be empty
     * @param <T>     what is looked up
     */
    record Answer<T>(Status status, List<T> records, List<String> aliases, String detail) {
        /**
         * Makes an answer.
         *
         * @param status  how it ended
         * @param records what was found
         * @param aliases the CNAMEs followed
         * @param detail  in words
         */
        public Answer {
            Objects.requireNonNull(status, "status");
            Objects.requireNonNull(detail, "detail");
            Objects.requireNonNull(records, "records").forEach(each -> Objects.requireNonNull(each, "records"));
            Objects.requireNonNull(aliases, "aliases").forEach(each -> Objects.requireNonNull(each, "aliases"));
            records = List.copyOf(records);
            aliases = List.copyOf(aliases);
        }

        /**
         * An answer with records, or {@link Status#NO_RECORDS} if there are none.
         *
         * @param records what was found
         * @param <T>     what is looked up
         * @return the answer
         */
        public static <T> Answer<T> found(List<T> records) {
            Objects.requireNonNull(records, "records");
            return new Answer<>(records.isEmpty() ? Status.NO_RECORDS : Status.FOUND, records, List.of(), "");
        }

        /**
         * An answer without records.
         *
         * @param status how it ended
         * @param detail in words
         * @param <T>    what is looked up
         * @return the answer
         */
        public static <T> Answer<T> none(Status status, String detail) {
            return new Answer<>(status, List.of(), List.of(), detail);
        }
    }
}
