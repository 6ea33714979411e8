/**
 * Checks of AUTH: logins that were refused, broke off, were left out, or were brought to the wrong place. Nothing here sees
 * credentials; that something was sent is known from its mask.
 */
@NullMarked
package io.github.smtpprobe.diagnosis.login;

import org.jspecify.annotations.NullMarked;
