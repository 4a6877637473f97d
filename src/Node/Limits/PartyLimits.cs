namespace SdkNode.Node.Limits;

/// <summary>What one party, a partner's access point or a client, may use.</summary>
/// <param name="Concurrent">How many requests at the same time; 0: without limit.</param>
/// <param name="RequestsPerMinute">How many requests a minute; 0: without limit.</param>
/// <param name="BytesPerMinute">How many octets a minute; 0: without limit.</param>
/// <param name="BanRefusals">How many refused messages within five minutes shut it out for a while; 0: never.</param>
/// <param name="BanTime">For how long.</param>
/// <param name="Names">What the settings are called.</param>
internal sealed record PartyLimits(int Concurrent, int RequestsPerMinute, long BytesPerMinute, int BanRefusals, TimeSpan BanTime, PartySettings Names);

/// <summary>What the settings of <see cref="PartyLimits"/> are called, for whoever may have to change one.</summary>
/// <param name="Concurrent">The setting of requests at the same time.</param>
/// <param name="Requests">The setting of requests a minute.</param>
/// <param name="Bytes">The setting of octets a minute.</param>
/// <param name="Ban">The setting of refused messages.</param>
internal sealed record PartySettings(string Concurrent, string Requests, string Bytes, string Ban);
