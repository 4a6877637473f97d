using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace SdkNode.Node.Store;

/// <summary>SQL that goes by the clock of leases.</summary>
internal static class LeaseSql
{
    /// <summary>
    /// Puts the clock into a text where it says <c>@clock</c>. Only our own words are put into it, the same ones each time so that it is
    /// compiled once; every value is a parameter.
    /// </summary>
    /// <param name="db">The database.</param>
    /// <param name="clock">The node's clock, for a database of one node.</param>
    /// <param name="text">The text.</param>
    /// <param name="values">Its parameters, to which the node's time is added where it counts.</param>
    public static string Text(NodeDb db, TimeProvider clock, string text, List<object> values)
    {
        var now = db.LeaseClock;
        if (now is null)
        {
            values.Add(clock.GetUtcNow().UtcTicks);
            now = $"{{{values.Count - 1}}}";
        }

        return text.Replace("@clock", now, StringComparison.Ordinal);
    }

    /// <summary>Does what a text says and gives the number of rows changed.</summary>
    public static Task<int> ExecuteAsync(NodeDb db, TimeProvider clock, string text, List<object> values, CancellationToken cancellationToken)
    {
        var sql = Text(db, clock, text, values);
        return db.Database.ExecuteSqlRawAsync(sql, values, cancellationToken);
    }

    /// <summary>A command of the database's own, on its open connection, for a text whose parameters are {0}, {1} and so on.</summary>
    public static DbCommand Command(NodeDb db, string text, IReadOnlyList<object> values)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        for (var i = 0; i < values.Count; i++)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ($"@p{i}", values[i]);
            command.Parameters.Add(parameter);
            text = text.Replace($"{{{i}}}", parameter.ParameterName, StringComparison.Ordinal);
        }

        command.CommandText = text;
        return command;
    }

    /// <summary>The time by the clock of leases.</summary>
    public static async Task<DateTimeOffset> NowAsync(NodeDb db, TimeProvider clock, CancellationToken cancellationToken)
    {
        List<object> values = [];
        var sql = Text(db, clock, """SELECT @clock AS "Value" """, values);
        return new DateTimeOffset((await db.Database.SqlQueryRaw<long>(sql, [.. values]).ToListAsync(cancellationToken))[0], TimeSpan.Zero);
    }
}
