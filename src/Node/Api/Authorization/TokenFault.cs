namespace SdkNode.Node.Api.Authorization;

/// <summary>Why the token endpoint refuses, as RFC 6749 says it.</summary>
/// <param name="Error">The code, such as <c>invalid_client</c>.</param>
/// <param name="Description">A text for people that tells nothing about other clients.</param>
internal sealed record TokenFault(string Error, string Description);
