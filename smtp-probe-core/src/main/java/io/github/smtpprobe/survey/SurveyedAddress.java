/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.survey;

import io.github.smtpprobe.arguments.Arguments;
import io.github.smtpprobe.arguments.Tokens;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.survey.ServerHandshake.Offer;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** One address of an exchanger, and what was seen there. Immutable and thread-safe; compared by identity. */
public final class SurveyedAddress {
    /** Why the survey did not talk to an address. More may be added, so a {@code switch} needs a {@code default}. */
    public enum Omission {
        /** Conversations were not asked for. */
        NOT_ASKED("not-asked"),
        /** The chosen address coverage leaves it out. */
        COVERAGE("coverage"),
        /** The host has more addresses, or the domain more exchangers, than a survey talks to. */
        TOO_MANY("too-many"),
        /** The address policy of the application denies it. */
        DENIED("denied"),
        /** No time was left, or the survey was cancelled. */
        DEADLINE("deadline");

        private final String token;

        Omission(String token) {
            this.token = token;
        }

        /** {@return the stable token, such as {@code coverage}} */
        public String token() {
            return token;
        }

        /**
         * Finds a constant by its token.
         *
         * @param token such as {@code coverage}
         * @return the constant with exactly this token; empty if this release knows none
         */
        public static Optional<Omission> ofToken(String token) {
            return Tokens.find(values(), Omission::token, token);
        }
    }

    private final InetAddress address;
    private final Optional<Omission> omission;
    private final List<ServerHandshake> handshakes;

    private SurveyedAddress(InetAddress address, Optional<Omission> omission, List<ServerHandshake> handshakes) {
        this.address = Objects.requireNonNull(address, "address");
        this.omission = omission;
        this.handshakes = handshakes;
    }

    /**
     * An address that the survey talked to.
     *
     * @param address    the address
     * @param handshakes the conversations, the one with {@link Offer#ANY} first
     * @return what was seen
     */
    public static SurveyedAddress seen(InetAddress address, List<ServerHandshake> handshakes) {
        return new SurveyedAddress(address, Optional.empty(), Arguments.copy(handshakes, "handshakes"));
    }

    /**
     * An address that the survey did not talk to.
     *
     * @param address the address
     * @param why     why it did not
     * @return the address
     */
    public static SurveyedAddress omitted(InetAddress address, Omission why) {
        return new SurveyedAddress(address, Optional.of(Objects.requireNonNull(why, "why")), List.of());
    }

    /** {@return the address} */
    public InetAddress address() {
        return address;
    }

    /** {@return why the survey did not talk to it; empty if it did} */
    public Optional<Omission> omission() {
        return omission;
    }

    /** {@return the conversations, the one with {@link Offer#ANY} first; empty if there were none} */
    public List<ServerHandshake> handshakes() {
        return handshakes;
    }

    /**
     * Finds the conversation with a given offer.
     *
     * @param offer what the client offered
     * @return the conversation, if there was one
     */
    public Optional<ServerHandshake> handshake(Offer offer) {
        Objects.requireNonNull(offer, "offer");
        return handshakes.stream().filter(each -> each.offer() == offer).findFirst();
    }

    /** {@return the result of TLS when everything was offered} */
    public TlsResult state() {
        return handshake(Offer.ANY).map(ServerHandshake::state).orElse(TlsResult.NOT_TESTED);
    }

    /** {@return the address and the result of TLS there} */
    @Override
    public String toString() {
        return AddressLiteral.text(address) + " " + state();
    }
}
