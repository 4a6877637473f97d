using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Administration;

/// <summary>An open alarm as an administrator sees it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Kind">One of <see cref="Alarms.AlarmKinds"/>.</param>
/// <param name="Environment">The environment; <c>all</c> for the whole node.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Detail">What happened.</param>
/// <param name="Remedy">What to do.</param>
/// <param name="RaisedAt">Since when.</param>
/// <param name="LastAt">When it was raised last.</param>
/// <param name="Count">How many times it was raised.</param>
internal sealed record AlarmLine(long Id, string Kind, string Environment, string Subject, string Detail, string Remedy, DateTimeOffset RaisedAt, DateTimeOffset LastAt, int Count)
{
    /// <summary>The line of a row.</summary>
    public static AlarmLine Of(AlarmRow row) => new(row.Id, row.Kind, row.Environment, row.Subject, row.Detail, row.Remedy, row.RaisedAt, row.LastAt, row.Count);
}
