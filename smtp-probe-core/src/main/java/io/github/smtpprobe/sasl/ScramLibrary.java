/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import com.ongres.saslprep.SASLprep;
import com.ongres.scram.client.ScramClient;
import com.ongres.scram.common.ScramMechanism;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The optional library com.ongres.scram:scram-client, and the mechanisms that need it, which exist only if it is present. This is
 * the only place that checks for the library, once, by using it: a library that this module cannot reach counts as absent,
 * wherever its jar is.
 */
final class ScramLibrary {
    private static final List<SaslMechanism> MECHANISMS = mechanisms(ScramLibrary::works);

    private ScramLibrary() {}

    static List<SaslMechanism> mechanisms() {
        return MECHANISMS;
    }

    static List<SaslMechanism> mechanisms(Probation library) {
        return present(library)
                ? List.of(
                        new Scram("SCRAM-SHA-1", 110),
                        new Scram("SCRAM-SHA-256", 120),
                        new Scram("SCRAM-SHA-512", 130),
                        new Scram("SCRAM-SHA-1-PLUS", 140),
                        new Scram("SCRAM-SHA-256-PLUS", 150),
                        new Scram("SCRAM-SHA-512-PLUS", 160))
                : List.of();
    }

    /** Uses the library for the first time. */
    interface Probation {
        boolean passed();
    }

    private static boolean present(Probation library) {
        try {
            return library.passed();
        } catch (LinkageError | RuntimeException absent) {
            return false; // or another library of that name: in both cases, there is none that can be used
        }
    }

    /** Uses a class of each of its four jars. */
    private static boolean works() {
        Collection<String> known = ScramMechanism.supportedMechanisms();
        return known.contains("SCRAM-SHA-256")
                && new SASLprep().prepareQuery(new char[] {'x'}).length == 1
                && Optional.ofNullable(ScramClient.builder()).isPresent();
    }
}
