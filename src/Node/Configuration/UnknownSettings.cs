using System.Collections;
using Microsoft.Extensions.Configuration;

namespace SdkNode.Node.Configuration;

/// <summary>Finds names in the settings that no option has: a misspelt setting must stop the start, not be ignored.</summary>
internal static class UnknownSettings
{
    /// <summary>Every unknown name below <paramref name="section"/>, with the known name that it most resembles.</summary>
    public static IEnumerable<ConfigurationFault> Find(IConfiguration section, Type options)
    {
        foreach (var child in section.GetChildren())
        {
            var property = options.GetProperties().FirstOrDefault(p => p.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase));
            if (property is null)
            {
                yield return Unknown(child, options);
                continue;
            }

            foreach (var fault in FindBelow(child, property.PropertyType))
            {
                yield return fault;
            }
        }
    }

    private static IEnumerable<ConfigurationFault> FindBelow(IConfigurationSection child, Type type)
    {
        if (typeof(IList).IsAssignableFrom(type))
        {
            var item = type.GetGenericArguments()[0];
            return IsGroup(item) ? child.GetChildren().SelectMany(element => Find(element, item)) : [];
        }

        return IsGroup(type) ? Find(child, type) : [];
    }

    private static bool IsGroup(Type type) => type.Namespace == typeof(NodeOptions).Namespace;

    private static ConfigurationFault Unknown(IConfigurationSection child, Type options)
    {
        var nearest = options.GetProperties().Select(p => p.Name).MinBy(name => Distance(name, child.Key))!;
        var remedy = Distance(nearest, child.Key) <= 3
            ? $"Did you mean \"{nearest}\"?"
            : $"Known here: {string.Join(", ", options.GetProperties().Select(p => p.Name))}.";
        return new ConfigurationFault(child.Path, null, "There is no such setting.", remedy);
    }

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substitution = diagonal + (char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitution, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
