namespace SdkNode.Node.Clients;

/// <summary>Why a client was not added or changed.</summary>
/// <param name="Detail">What is wrong and what to do, for an admin; never key material.</param>
internal sealed record ClientFault(string Detail);
