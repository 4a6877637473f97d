using Microsoft.Extensions.Logging;

namespace SdkNode.Node.Api.Authorization;

/// <summary>What is logged about clients and tokens; never a token, an assertion or a key.</summary>
internal static partial class AuthorizationLog
{
    /// <summary>An access token was given out.</summary>
    [LoggerMessage(1450, LogLevel.Information, "Access token for client {ClientId} ({Participant} in {Environment}): {Scopes}")]
    public static partial void TokenIssued(this ILogger logger, string clientId, string participant, string environment, string scopes);

    /// <summary>An authorisation server's keys could not be fetched.</summary>
    [LoggerMessage(1453, LogLevel.Error, "The keys of {Issuer} could not be fetched from {Address}: {Reason}")]
    public static partial void KeysUnreachable(this ILogger logger, string issuer, string address, string reason);

    /// <summary>An admin changed the clients (AP-5).</summary>
    [LoggerMessage(1454, LogLevel.Information, "Client {ClientId} of {Participant} in {Environment}: {Change}")]
    public static partial void ClientChanged(this ILogger logger, string clientId, string participant, string environment, string change);
}
