/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.batch;

import com.google.common.net.InternetDomainName;
import io.github.smtpprobe.batch.Operators;

/**
 * Operators by the public suffix list, as Guava carries it: who registered the name that a host is below. Of names that are below nothing on the
 * list, such as those of a network of one's own ({@code .internal}, {@code .lan}), the last two labels tell it: hosts that one operator runs
 * must not have a limit each.
 */
final class PublicSuffixes implements Operators {
    @Override
    public String operator(String host) {
        if (!InternetDomainName.isValid(host)) {
            return Operators.lastTwoLabels().operator(host);
        }
        InternetDomainName name = InternetDomainName.from(host);
        return name.isUnderRegistrySuffix()
                ? name.topDomainUnderRegistrySuffix().toString()
                : Operators.lastTwoLabels().operator(host);
    }
}
