/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import io.github.smtpprobe.request.ProbeRequest;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What HOST says.
 *
 * @param name       of the server, or of the domain of exchangers
 * @param exchangers whether it is a domain, behind {@code mx:}
 * @param port       where it names one, or its scheme has one
 * @param written    whether it names the port itself
 * @param tls        as its scheme has it, or an option
 * @param lmtp       whether its scheme is that of LMTP
 * @param user       who logs in
 */
record GivenTarget(
        String name,
        boolean exchangers,
        OptionalInt port,
        boolean written,
        TlsChoice tls,
        boolean lmtp,
        Optional<String> user) {
    /**
     * Reads HOST.
     *
     * @param text   as it was typed
     * @param server whether something else says that it is a server, so that it cannot be meant as a command
     * @throws IllegalArgumentException if it is none; the message repeats nothing of it
     */
    static GivenTarget read(String text, boolean server) {
        if (!server) {
            CommandName.meant(text).ifPresent(GivenTarget::noCommand);
        }
        try {
            if (TargetUrl.looksLike(text)) {
                TargetUrl url = TargetUrl.read(text);
                return new GivenTarget(
                        url.server().host(),
                        false,
                        url.port(),
                        url.server().port().isPresent(),
                        url.tls(),
                        url.lmtp(),
                        url.user());
            }
            if (text.indexOf('@') >= 0) {
                if (text.lastIndexOf(':', text.lastIndexOf('@')) >= 0) {
                    throw new IllegalArgumentException(
                            "must not hold a password, which every user of this machine can see: --user USER logs in, and "
                                    + LoginOptions.ASKED);
                }
                throw new IllegalArgumentException(
                        "is a mailbox, or has a user in front: --mx DOMAIN probes the servers of a mailbox's domain,"
                                + " and --user USER with HOST logs in");
            }
            if (TargetText.exchangers(text)) {
                return plain(TargetText.domain(text), true, OptionalInt.empty());
            }
            TargetText parts = TargetText.read(text);
            return plain(parts.host(), false, parts.port());
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("HOST " + wrong.getMessage());
        }
    }

    /** {@return what --mx says} */
    static GivenTarget exchangersOf(String domain) {
        return plain(domain, true, OptionalInt.empty());
    }

    /**
     * Adds what {@code --port} says.
     *
     * @throws IllegalArgumentException if HOST says another
     */
    GivenTarget with(@Nullable Integer given) {
        if (given == null) {
            return this;
        }
        if (exchangers) {
            throw new IllegalArgumentException("--port is for a server; mail exchangers listen on 25");
        }
        if (written && port.orElse(given) != given) {
            throw new IllegalArgumentException("--port and the port in HOST exclude each other");
        }
        return new GivenTarget(name, false, OptionalInt.of(given), written, tls, lmtp, user);
    }

    /**
     * Adds what {@code --tls} says.
     *
     * @throws IllegalArgumentException if the scheme of HOST says another
     */
    GivenTarget with(TlsChoice given) {
        if (given != TlsChoice.AUTO && tls != TlsChoice.AUTO && given != tls) {
            throw new IllegalArgumentException("--tls and the scheme in HOST exclude each other: "
                    + (tls == TlsChoice.IMPLICIT ? "smtps:// and submissions:// are" : "submission:// is") + " --tls "
                    + tls);
        }
        return given == TlsChoice.AUTO ? this : new GivenTarget(name, exchangers, port, written, given, lmtp, user);
    }

    /** {@return a request for this target} */
    ProbeRequest.Builder request() {
        if (exchangers) {
            return mode(ProbeRequest.toMxOf(name));
        }
        if (lmtp && port.isEmpty()) {
            throw new IllegalArgumentException("lmtp:// in HOST needs a port, which is often 24");
        }
        return mode(port.isPresent() ? ProbeRequest.to(name, port.getAsInt()) : ProbeRequest.to(name));
    }

    private ProbeRequest.Builder mode(ProbeRequest.Builder request) {
        tls.mode().ifPresent(request::tls);
        return request;
    }

    private static GivenTarget plain(String name, boolean exchangers, OptionalInt port) {
        return new GivenTarget(name, exchangers, port, port.isPresent(), TlsChoice.AUTO, false, Optional.empty());
    }

    private static void noCommand(String similar) {
        throw new IllegalArgumentException("there is no command of that name; similar: " + similar
                + ". For a server of that name write a dot behind it.");
    }
}
