/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.batch;

import com.google.common.net.InternetDomainName;
import io.github.smtpprobe.batch.Operators;

/**
 * Determines operators by the public suffix list that Guava includes: the registrable domain of a host. For names below no
 * public suffix, such as those of private networks ({@code .internal}, {@code .lan}), the last two labels are used: the hosts
 * of one operator must share one limit.
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
