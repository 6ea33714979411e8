@echo off
rem SPDX-License-Identifier: Apache-2.0
rem Starts smtp-probe.jar, which lies beside this script. The jar keeps an archive of its classes in the user's cache folder: it is
rem made after the first run, and again when the JVM or the jar has changed. With it the JVM starts in half the time.
setlocal DisableDelayedExpansion
set "java=java"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "java=%JAVA_HOME%\bin\java.exe"
set "archive=%LOCALAPPDATA%\smtp-probe\classes.jsa"
set "shared="
if exist "%archive%" set "shared=-XX:SharedArchiveFile="%archive%""
set "tuned=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
if "%~1"=="batch" set "tuned="
"%java%" -Xshare:auto -Xlog:disable -Xlog:all=off -XX:-PrintWarnings %shared% "-Dsmtpprobe.archive=%archive%" %tuned% -jar "%~dp0smtp-probe.jar" %*
exit /b %ERRORLEVEL%
