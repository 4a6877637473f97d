using Microsoft.Extensions.Logging;

namespace SdkNode.Node.Ui.SignIn;

/// <summary>What is logged of the sign-in; never a token or a code.</summary>
internal static partial class SignInLog
{
    /// <summary>The provider sent somebody back with an error, or with what does not count.</summary>
    [LoggerMessage(1991, LogLevel.Warning, "A sign-in failed: {Reason}")]
    public static partial void SignInFailed(this ILogger logger, string reason);

    /// <summary>The provider does not answer, or does not know this node.</summary>
    [LoggerMessage(1992, LogLevel.Error, "Nobody can sign in: the organisation's sign-in does not answer, or not as it should ({Reason}). Check Console:SignIn: Issuer, ClientId, ClientSecret, and the network to it.")]
    public static partial void SignInUnreachable(this ILogger logger, string reason);
}
