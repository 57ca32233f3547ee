/* sandbox.c -- a seccomp filter for the drawing process.

   Nothing that reaches gnuplot should be able to make it run a command or write a file: this is
   the second wall behind gnuplot_quote.  */

#include "config.h"
#include "plot/sandbox.h"

#if defined __linux__ && (defined __x86_64__ || defined __aarch64__)

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#define LOAD(offset) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (offset))
#define CALL_NUMBER offsetof(struct seccomp_data, nr)
#define ARGUMENT(i) offsetof(struct seccomp_data, args[i])
#define ALLOW BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)
#define REFUSE(error) BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (error))
/* Two instructions: refuse this call. */
#define FORBID(call, error) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (call), 0, 1), REFUSE(error)
/* Five instructions: allow this call only without these bits in argument I. */
#define WITHOUT_BITS(call, i, bits, error)                                                         \
  BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (call), 0, 4), LOAD(ARGUMENT(i)),                            \
      BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, (bits), 0, 1), REFUSE(error), ALLOW
#define WITH_BITS(call, i, bits, error)                                                            \
  BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (call), 0, 4), LOAD(ARGUMENT(i)),                            \
      BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, (bits), 1, 0), REFUSE(error), ALLOW

enum {
  WRITING = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC,
  NEW_THREAD = 0x00010000, /* CLONE_THREAD */
  OPENAT2 = 437,
  X32_CALLS = 0x40000000
};

bool sandbox_enter(void) {
  struct sock_filter filter[] = {
    LOAD(offsetof(struct seccomp_data, arch)),
#ifdef __x86_64__
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AUDIT_ARCH_X86_64, 1, 0),
    REFUSE(EPERM),
    LOAD(CALL_NUMBER),
    BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, X32_CALLS, 0, 1),
    REFUSE(EPERM),
    FORBID(SYS_fork, EPERM),
    FORBID(SYS_vfork, EPERM),
    WITHOUT_BITS(SYS_open, 1, WRITING, EACCES),
    FORBID(SYS_creat, EACCES),
    FORBID(SYS_unlink, EACCES),
    FORBID(SYS_rmdir, EACCES),
    FORBID(SYS_rename, EACCES),
    FORBID(SYS_renameat, EACCES),
    FORBID(SYS_mkdir, EACCES),
    FORBID(SYS_link, EACCES),
    FORBID(SYS_symlink, EACCES),
    FORBID(SYS_chmod, EACCES),
#else
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AUDIT_ARCH_AARCH64, 1, 0),
    REFUSE(EPERM),
    LOAD(CALL_NUMBER),
#endif
    WITH_BITS(SYS_clone, 0, NEW_THREAD, EPERM),
    FORBID(SYS_clone3, ENOSYS), /* libc then asks for clone, which shows its flags */
    WITHOUT_BITS(SYS_openat, 2, WRITING, EACCES),
    FORBID(OPENAT2, ENOSYS),
    FORBID(SYS_truncate, EACCES),
    FORBID(SYS_unlinkat, EACCES),
    FORBID(SYS_renameat2, EACCES),
    FORBID(SYS_mkdirat, EACCES),
    FORBID(SYS_linkat, EACCES),
    FORBID(SYS_symlinkat, EACCES),
    FORBID(SYS_fchmodat, EACCES),
    FORBID(SYS_socket, EACCES),
    FORBID(SYS_ptrace, EPERM),
    FORBID(SYS_kill, EPERM),
    ALLOW,
  };
  struct sock_fprog program = { sizeof filter / sizeof *filter, filter };
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return false;
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
}

#else

bool sandbox_enter(void) {
  return false;
}

#endif
