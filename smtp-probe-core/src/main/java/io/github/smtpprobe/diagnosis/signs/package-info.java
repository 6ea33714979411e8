/**
 * What gives something away that no reply says: another protocol, a firewall's traces, a provider's hosts, an address from which
 * no one elsewhere is reached. Checks of probes and of mail domains read the same signs. The package reports no findings.
 */
@NullMarked
package io.github.smtpprobe.diagnosis.signs;

import org.jspecify.annotations.NullMarked;
