/** Which route comes next, as a pure function of what was asked, what was found and what was tried. It does no I/O and keeps no state. */
@NullMarked
package io.github.smtpprobe.plan;

import org.jspecify.annotations.NullMarked;
