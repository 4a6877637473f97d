namespace SdkNode.Node.Api.Authorization;

/// <summary>Tells of an endpoint which scope it asks for.</summary>
/// <param name="Name">The scope under its first name.</param>
internal sealed record RequiredScope(string Name);
